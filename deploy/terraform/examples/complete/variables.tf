variable "subscription_id" {
  description = "Subscription of everything here."
  type        = string
}

variable "location" {
  description = "Region of everything here."
  type        = string
  default     = "westeurope"
}

variable "name" {
  description = "Name of the cluster, and what the groups' names begin with."
  type        = string
  default     = "podpass"
}

variable "image_repository" {
  description = "Registry and path of the image podpass, without its name."
  type        = string
}

variable "container_registry_ids" {
  description = "Registries that the nodes pull from, that of image_repository among them: a name of yours to the resource id."
  type        = map(string)
}

variable "storage_account_ids" {
  description = "Storage accounts that the pods of orders write to: a name of yours to the resource id."
  type        = map(string)
}
