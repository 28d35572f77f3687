terraform {
  required_version = ">= 1.9"

  required_providers {
    # 5.0 named the argument of federated credentials user_assigned_identity_id.
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 5.0, < 6.0"
    }
    helm = {
      source  = "hashicorp/helm"
      version = ">= 2.12, < 4.0"
    }
  }
}
