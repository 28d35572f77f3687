output "client_ids" {
  description = "Client ids of the pods' identities, by name."
  value       = module.pod_identity.client_ids
}

output "selectors" {
  description = "Values of the label aadpodidbinding, by identity."
  value       = module.pod_identity.selectors
}
