variable "kubelet_object_id" {
  description = "Object id (principal id) of the kubelet identity, as module aks gives it. Never its client id."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.kubelet_object_id))
    error_message = "Give the object id, a GUID: az aks show --query identityProfile.kubeletidentity.objectId."
  }

  validation {
    condition     = var.kubelet_client_id == null || lower(var.kubelet_object_id) != lower(coalesce(var.kubelet_client_id, "-"))
    error_message = "This is the client id. Azure would take it and grant nothing: give kubelet_identity[0].object_id."
  }
}

variable "kubelet_client_id" {
  description = "Client id of the kubelet identity. Only compared, so that it can't be given as the object id."
  type        = string
  default     = null
}

variable "node_resource_group_id" {
  description = "Resource id of the nodes' resource group (MC_...)."
  type        = string

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+$", var.node_resource_group_id))
    error_message = "Give the resource id of the group, /subscriptions/.../resourceGroups/MC_..., not its name."
  }
}

variable "container_registry_ids" {
  description = "Registries that nodes pull from: a name of yours for each, to its resource id. The name keeps the assignment when others come and go."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([for id in values(var.container_registry_ids) :
      can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.ContainerRegistry/registries/[^/]+$", id))
    ])
    error_message = "Give resource ids of registries, /subscriptions/.../Microsoft.ContainerRegistry/registries/NAME."
  }
}

variable "identity_resource_group_ids" {
  description = "Resource groups whose identities pods use, all of them: a name of yours for each, to its resource id."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([for id in values(var.identity_resource_group_ids) :
      can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+$", id))
    ])
    error_message = "Give resource ids of groups, /subscriptions/.../resourceGroups/NAME."
  }
}

variable "identity_ids" {
  description = "Single identities that pods use, where a whole group is too much: a name of yours for each, to its resource id."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([for id in values(var.identity_ids) :
      can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.ManagedIdentity/userAssignedIdentities/[^/]+$", id))
    ])
    error_message = "Give resource ids of identities, /subscriptions/.../userAssignedIdentities/NAME."
  }
}
