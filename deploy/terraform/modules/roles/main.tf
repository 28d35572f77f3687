locals {
  # Keys are known before anything is created, even where the scopes are not.
  assignments = merge(
    {
      "node-group/operator" = { role = "Managed Identity Operator", scope = var.node_resource_group_id }
      "node-group/machines" = { role = "Virtual Machine Contributor", scope = var.node_resource_group_id }
    },
    { for name, id in var.container_registry_ids : "registry/${name}" => { role = "AcrPull", scope = id } },
    { for name, id in var.identity_resource_group_ids : "group/${name}" => { role = "Managed Identity Operator", scope = id } },
    { for name, id in var.identity_ids : "identity/${name}" => { role = "Managed Identity Operator", scope = id } },
  )
}

resource "azurerm_role_assignment" "kubelet" {
  for_each = local.assignments

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = var.kubelet_object_id
  principal_type       = "ServicePrincipal"

  # The identity may be seconds old, and the directory not know it everywhere yet.
  skip_service_principal_aad_check = true
}
