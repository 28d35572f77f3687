locals {
  objects = {
    for name, identity in var.identities : name => {
      namespace  = identity.namespace
      resourceID = azurerm_user_assigned_identity.this[name].id
      clientID   = azurerm_user_assigned_identity.this[name].client_id
      binding    = { selector = coalesce(identity.selector, name) }
    }
  }
}

resource "helm_release" "podpass" {
  name      = var.release_name
  namespace = var.release_namespace
  chart     = coalesce(var.chart, "${path.module}/../../../helm/podpass")

  values = concat(
    [yamlencode({
      image           = { repository = var.image_repository }
      azureIdentities = local.objects
    })],
    var.values,
  )

  # A pod that starts at once finds its identity's roles there.
  depends_on = [azurerm_role_assignment.this]
}
