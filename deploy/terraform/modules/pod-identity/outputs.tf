output "identity_ids" {
  description = "Resource ids of the identities, by name."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.id }
}

output "principal_ids" {
  description = "Object ids of the identities, by name: for role assignments elsewhere."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.principal_id }
}

output "client_ids" {
  description = "Client ids of the identities, by name: for the pods, and for the annotation of ServiceAccounts."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.client_id }
}

output "selectors" {
  description = "Value of the label aadpodidbinding that gives a pod the identity, by name."
  value       = { for name, object in local.objects : name => object.binding.selector }
}
