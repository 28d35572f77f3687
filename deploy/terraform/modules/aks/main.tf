locals {
  # A host name takes less than a cluster's name does.
  dns_prefix = coalesce(var.dns_prefix, trim(substr(replace(var.name, "_", "-"), 0, 54), "-"))
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  dns_prefix          = local.dns_prefix
  kubernetes_version  = var.kubernetes_version
  node_resource_group = var.node_resource_group
  tags                = var.tags

  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  default_node_pool {
    name           = "system"
    vm_size        = var.node_size
    node_count     = var.node_count
    vnet_subnet_id = var.subnet_id

    # What AKS sets by itself; unsaid, each plan would want to take it away.
    upgrade_settings {
      max_surge = "10%"
    }
  }

  identity {
    type         = var.control_plane_identity_id == null ? "SystemAssigned" : "UserAssigned"
    identity_ids = var.control_plane_identity_id == null ? null : [var.control_plane_identity_id]
  }

  # Never kubenet: there a pod can take another pod's address, and with it the other's tokens.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    pod_cidr            = var.pod_cidr
  }
}
