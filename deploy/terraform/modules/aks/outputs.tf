output "id" {
  description = "Resource id of the cluster."
  value       = azurerm_kubernetes_cluster.this.id
}

output "node_resource_group" {
  description = "Name of the nodes' resource group."
  value       = azurerm_kubernetes_cluster.this.node_resource_group
}

output "node_resource_group_id" {
  description = "Resource id of the nodes' resource group."
  value       = azurerm_kubernetes_cluster.this.node_resource_group_id
}

output "kubelet_object_id" {
  description = "Object id of the kubelet identity: what role assignments take."
  value       = azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id
}

output "kubelet_client_id" {
  description = "Client id of the kubelet identity: what token requests take, and never a role assignment."
  value       = azurerm_kubernetes_cluster.this.kubelet_identity[0].client_id
}

output "kubelet_identity_id" {
  description = "Resource id of the kubelet identity."
  value       = azurerm_kubernetes_cluster.this.kubelet_identity[0].user_assigned_identity_id
}

output "oidc_issuer_url" {
  description = "Issuer of the ServiceAccounts' tokens, with its slash at the end."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "kube_config" {
  description = "host, client_certificate, client_key and cluster_ca_certificate, for the providers of Helm and Kubernetes."
  value       = azurerm_kubernetes_cluster.this.kube_config[0]
  sensitive   = true
}
