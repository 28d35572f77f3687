locals {
  # Keys are known before anything is created, even where the scopes are not.
  assignments = merge([for name, identity in var.identities : merge([
    for role, scopes in identity.roles : {
      for key, scope in scopes : "${name}/${role}/${key}" => { identity = name, role = role, scope = scope }
    }
  ]...)]...)

  federations = merge([for name, identity in var.identities : {
    for account in identity.service_accounts : "${name}/${account}" => {
      identity = name
      name     = "${identity.namespace}-${replace(account, ".", "_")}"
      subject  = "system:serviceaccount:${identity.namespace}:${account}"
    }
  }]...)
}

resource "azurerm_user_assigned_identity" "this" {
  for_each = var.identities

  name                = "${var.name_prefix}${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "this" {
  for_each = local.assignments

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this[each.value.identity].principal_id
  principal_type       = "ServicePrincipal"

  # The identity is seconds old, and the directory does not know it everywhere yet.
  skip_service_principal_aad_check = true
}

resource "azurerm_federated_identity_credential" "this" {
  for_each = local.federations

  name                      = each.value.name
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.value.identity].id
  issuer                    = var.oidc_issuer_url
  subject                   = each.value.subject
  audience                  = ["api://AzureADTokenExchange"]
}
