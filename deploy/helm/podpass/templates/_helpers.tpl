{{/* Names of objects begin with the chart's name, not the release's: there is one of it in a cluster. */}}
{{- define "podpass.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "podpass.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "podpass.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "podpass.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "podpass.labels" -}}
{{ include "podpass.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "podpass.selector" -}}
app.kubernetes.io/name: {{ include "podpass.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The old chart had switches as text, so "true" is as true as true. Empty for false. */}}
{{- define "podpass.on" -}}
{{- if eq (toString .) "true" -}}true{{- end -}}
{{- end -}}

{{/* A flag, if its value is set: list of name and value. */}}
{{- define "podpass.flag" -}}
{{- $value := toString (index . 1) -}}
{{- if and (ne $value "") (ne $value "<nil>") -}}
- {{ printf "--%s=%s" (index . 0) $value | quote }}
{{ end -}}
{{- end -}}

{{- define "podpass.standard" -}}
{{- if eq .Values.operationMode "standard" -}}true{{- end -}}
{{- end -}}

{{- define "podpass.electionNamespace" -}}
{{- default "default" .Values.mic.leaderElection.namespace -}}
{{- end -}}

{{- define "podpass.image" -}}
{{- printf "%s/%s:%s" .root.Values.image.repository .part.image (default .root.Chart.AppVersion .part.tag) -}}
{{- end -}}

{{/* Made before all else, lowest weight first, and gone when it has done its work. */}}
{{- define "podpass.beforehand" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
