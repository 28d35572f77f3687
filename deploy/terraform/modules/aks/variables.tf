variable "name" {
  description = "Name of the cluster."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$", var.name))
    error_message = "A cluster's name has 1 to 63 letters, digits, - and _, and begins and ends with a letter or digit."
  }
}

variable "resource_group_name" {
  description = "Resource group of the cluster, not of its nodes."
  type        = string
}

variable "location" {
  description = "Region, for example westeurope."
  type        = string
}

variable "dns_prefix" {
  description = "Prefix of the API server's host name; made of the cluster's name if null."
  type        = string
  default     = null

  validation {
    condition     = var.dns_prefix == null || can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$", var.dns_prefix))
    error_message = "The prefix has 1 to 54 letters, digits and dashes, and begins and ends with a letter or digit."
  }
}

variable "kubernetes_version" {
  description = "Version of Kubernetes; null takes what AKS recommends."
  type        = string
  default     = null
}

variable "node_resource_group" {
  description = "Name of the group that AKS makes for the nodes; null leaves it to AKS (MC_...)."
  type        = string
  default     = null
}

variable "control_plane_identity_id" {
  description = "Resource id of the user-assigned identity of the control plane; null gives it a system-assigned one."
  type        = string
  default     = null

  validation {
    condition = var.control_plane_identity_id == null || can(regex(
      "(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.ManagedIdentity/userAssignedIdentities/[^/]+$",
      var.control_plane_identity_id
    ))
    error_message = "Give the identity's resource id (/subscriptions/.../userAssignedIdentities/NAME), not its client or object id."
  }
}

variable "node_size" {
  description = "Size of the nodes."
  type        = string
  default     = "Standard_D2s_v5"
}

variable "node_count" {
  description = "Number of nodes."
  type        = number
  default     = 2

  validation {
    condition     = var.node_count >= 1 && floor(var.node_count) == var.node_count
    error_message = "A cluster has at least one node."
  }
}

variable "subnet_id" {
  description = "Subnet of the nodes; null lets AKS make the network. With one of your own, the control plane's identity needs Network Contributor on it."
  type        = string
  default     = null
}

variable "pod_cidr" {
  description = "Addresses of the pods, in the overlay."
  type        = string
  default     = "10.244.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.pod_cidr))
    error_message = "Give an IPv4 range, for example 10.244.0.0/16."
  }
}

variable "tags" {
  description = "Tags of the cluster."
  type        = map(string)
  default     = {}
}
