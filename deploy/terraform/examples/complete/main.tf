resource "azurerm_resource_group" "cluster" {
  name     = "${var.name}-cluster"
  location = var.location
}

# The pods' identities have a group of their own, so that one assignment covers them all.
resource "azurerm_resource_group" "identities" {
  name     = "${var.name}-identities"
  location = var.location
}

module "aks" {
  source = "../../modules/aks"

  name                = var.name
  resource_group_name = azurerm_resource_group.cluster.name
  location            = azurerm_resource_group.cluster.location
}

module "roles" {
  source = "../../modules/roles"

  kubelet_object_id           = module.aks.kubelet_object_id
  kubelet_client_id           = module.aks.kubelet_client_id
  node_resource_group_id      = module.aks.node_resource_group_id
  container_registry_ids      = var.container_registry_ids
  identity_resource_group_ids = { pods = azurerm_resource_group.identities.id }
}

resource "kubernetes_namespace_v1" "orders" {
  metadata {
    name = "orders"
  }
}

module "pod_identity" {
  source = "../../modules/pod-identity"

  resource_group_name = azurerm_resource_group.identities.name
  location            = azurerm_resource_group.identities.location
  name_prefix         = "${var.name}-"
  image_repository    = var.image_repository
  oidc_issuer_url     = module.aks.oidc_issuer_url

  identities = {
    orders = {
      namespace        = kubernetes_namespace_v1.orders.metadata[0].name
      roles            = { "Storage Blob Data Contributor" = var.storage_account_ids }
      service_accounts = ["orders"]
    }
  }

  # Without them the nodes can't pull, and the controller can't attach.
  depends_on = [module.roles]
}
