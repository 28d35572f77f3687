variable "resource_group_name" {
  description = "Resource group of the identities."
  type        = string
}

variable "location" {
  description = "Region of the identities."
  type        = string
}

variable "name_prefix" {
  description = "What the identities' names at Azure begin with, for example the cluster's name and a dash."
  type        = string
  default     = ""
}

variable "identities" {
  description = <<-EOT
    Identities of pods, by the name that the AzureIdentity gets.
    namespace: where AzureIdentity, binding and pods are; it has to exist.
    selector: value of the pods' label aadpodidbinding; the identity's name if null.
    roles: role name, to a name of yours for each scope, to the scope's resource id.
    service_accounts: ServiceAccounts of the namespace that may use it as a workload identity too.
  EOT
  type = map(object({
    namespace        = string
    selector         = optional(string)
    roles            = optional(map(map(string)), {})
    service_accounts = optional(set(string), [])
  }))

  validation {
    condition     = alltrue([for name in keys(var.identities) : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "Names are those of Kubernetes objects: lower-case letters, digits and dashes."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : length(identity.service_accounts) <= 20])
    error_message = "Azure takes 20 federated credentials for one identity at most: spread the ServiceAccounts over several."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : length(identity.service_accounts) == 0 || var.oidc_issuer_url != null])
    error_message = "service_accounts need oidc_issuer_url."
  }

  validation {
    condition = alltrue(flatten([for identity in values(var.identities) : [
      for scopes in values(identity.roles) : [for scope in values(scopes) : startswith(scope, "/")]
    ]]))
    error_message = "Scopes are resource ids, /subscriptions/..."
  }
}

variable "oidc_issuer_url" {
  description = "Issuer of the cluster, as module aks gives it, its slash at the end included; for service_accounts."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the identities."
  type        = map(string)
  default     = {}
}

variable "image_repository" {
  description = "Registry and path of the image podpass, without its name, for example myregistry.azurecr.io/podpass."
  type        = string
}

variable "chart" {
  description = "Podpass's chart: a folder, an archive or an oci:// address; null takes the one beside this module."
  type        = string
  default     = null
}

variable "release_name" {
  description = "Name of the Helm release."
  type        = string
  default     = "podpass"
}

variable "release_namespace" {
  description = "Namespace of controller and agents."
  type        = string
  default     = "kube-system"
}

variable "values" {
  description = "More values for the chart, as YAML documents. Later ones win, over those of this module too."
  type        = list(string)
  default     = []
}
