terraform {
  required_version = ">= 1.9"

  required_providers {
    # user_assigned_identity_id of federated credentials came with 4.65, and 5.0 asks for no resource group any more.
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
