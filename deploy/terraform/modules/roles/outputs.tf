output "role_assignment_ids" {
  description = "Resource ids of the assignments: node-group/operator, node-group/machines, registry/NAME, group/NAME, identity/NAME."
  value       = { for key, assignment in azurerm_role_assignment.kubelet : key => assignment.id }
}
