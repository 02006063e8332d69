/** Requirements, help and parameters; `{server}` and `{pinEnd}` are holes. Nothing here is beyond Windows PowerShell 5.1. */
export const POWERSHELL_HEAD = String.raw`#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Points this Windows machine at the test double at {server} and trusts its root certificate.

.DESCRIPTION
Written by: mock-wu trust --format ps1. It holds certificates only, no private key. What it finds is kept in
%ProgramData%\mock-windows-update\before.json, so that -Undo puts it back. On a member of a domain the
next refresh of group policy may overwrite what it sets.

.PARAMETER Pin
Also puts the server's certificate into the pinning store of the update client, which then accepts no other from
a WSUS over TLS. Once that certificate is renewed (it ends: {pinEnd}) undo and run a new script.

.PARAMETER TrustPublishers
Also accepts locally published updates signed by the double.

.PARAMETER NoInternet
Also keeps the update client from the public services. The Store and Delivery Optimization lose them, too.

.PARAMETER Undo
Takes the certificates out again and puts the policy back as it was.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File mock-wu.ps1

.EXAMPLE
powershell -ExecutionPolicy Bypass -File mock-wu.ps1 -Undo
#>
[CmdletBinding()]
param(
  [switch]$Pin,
  [switch]$TrustPublishers,
  [switch]$NoInternet,
  [switch]$Undo
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$record = Join-Path $env:ProgramData 'mock-windows-update\before.json'
`;

/** What the script does with $certificates and $values. */
export const POWERSHELL_BODY = String.raw`
function Open-Store([string]$Name) {
  $place = [System.Security.Cryptography.X509Certificates.StoreLocation]::LocalMachine
  $store = [System.Security.Cryptography.X509Certificates.X509Store]::new($Name, $place)
  $store.Open([System.Security.Cryptography.X509Certificates.OpenFlags]::ReadWrite)
  return $store
}

function Add-Certificate($Entry) {
  $base64 = ($Entry.Pem -replace '-----[A-Z ]+-----', '') -replace '\s', ''
  $bytes = [Convert]::FromBase64String($base64)
  $certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)
  $store = Open-Store $Entry.Store
  try { $store.Add($certificate) } finally { $store.Close() }
}

function Test-InStore($Entry) {
  $store = Open-Store $Entry.Store
  try { return $store.Certificates.Find('FindByThumbprint', $Entry.Thumbprint, $false).Count -gt 0 }
  finally { $store.Close() }
}

function Remove-Certificate($Entry) {
  $store = Open-Store $Entry.Store
  try {
    $found = $store.Certificates.Find('FindByThumbprint', $Entry.Thumbprint, $false)
    foreach ($certificate in $found) { $store.Remove($certificate) }
  } finally { $store.Close() }
}

function Get-Before($Entry) {
  $key = Get-Item -LiteralPath $Entry.Key -ErrorAction SilentlyContinue
  if ($null -eq $key -or $key.GetValueNames() -notcontains $Entry.Name) {
    return [pscustomobject]@{ Key = $Entry.Key; Name = $Entry.Name; IsThere = $false; Type = ''; Value = '' }
  }
  $kind = $key.GetValueKind($Entry.Name).ToString()
  $data = $key.GetValue($Entry.Name, $null, 'DoNotExpandEnvironmentNames')
  return [pscustomobject]@{ Key = $Entry.Key; Name = $Entry.Name; IsThere = $true; Type = $kind; Value = $data }
}

function Set-Value($Entry) {
  if (-not (Test-Path -LiteralPath $Entry.Key)) { New-Item -Path $Entry.Key -Force | Out-Null }
  $property = @{ Name = $Entry.Name; PropertyType = $Entry.Type; Value = $Entry.Value }
  New-ItemProperty -LiteralPath $Entry.Key @property -Force | Out-Null
}

function Restore-Value($Before) {
  if ($Before.IsThere) { Set-Value $Before; return }
  Remove-ItemProperty -LiteralPath $Before.Key -Name $Before.Name -ErrorAction SilentlyContinue
}

function Remove-EmptyKey([string]$Path) {
  $key = Get-Item -LiteralPath $Path -ErrorAction SilentlyContinue
  if ($null -ne $key -and $key.ValueCount -eq 0 -and $key.SubKeyCount -eq 0) { Remove-Item -LiteralPath $Path }
}

function Read-Record {
  if (Test-Path -LiteralPath $record) { return Get-Content -LiteralPath $record -Raw -Encoding UTF8 | ConvertFrom-Json }
  $before = @($values | ForEach-Object { Get-Before $_ })
  $missing = @($values | ForEach-Object { $_.Key } | Sort-Object -Unique | Where-Object { -not (Test-Path -LiteralPath $_) })
  return [pscustomobject]@{ Values = $before; Keys = $missing; Certificates = @() }
}

function Save-Record($Kept) {
  New-Item -ItemType Directory -Path (Split-Path -Parent $record) -Force | Out-Null
  $Kept | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $record -Encoding UTF8
}

function Restart-UpdateClient {
  try { Restart-Service -Name wuauserv -Force }
  catch { Write-Warning "The Windows Update service did not restart: $_" }
}

if ($Undo -and -not (Test-Path -LiteralPath $record)) {
  Write-Warning "Nothing to undo: there is no $record"
  return
}

$kept = Read-Record
if ($Undo) {
  foreach ($entry in @($kept.Certificates)) { Remove-Certificate $entry }
  foreach ($before in @($kept.Values)) { Restore-Value $before }
  # The longest first: a key goes before the one it is in.
  foreach ($key in @($kept.Keys | Sort-Object -Property Length -Descending)) { Remove-EmptyKey $key }
  Remove-Item -LiteralPath $record
  Restart-UpdateClient
  Write-Host 'This machine is as it was before.'
  return
}

$wanted = @($certificates | Where-Object { $_.When })
# What was there before stays there: it is no mark of this script.
$added = @($wanted | Where-Object { -not (Test-InStore $_) })
$marks = @($added | ForEach-Object { [pscustomobject]@{ Store = $_.Store; Thumbprint = $_.Thumbprint } })
# Written first: a run cut short can be undone, too.
$kept.Certificates = @($kept.Certificates) + $marks
Save-Record $kept
foreach ($entry in $added) { Add-Certificate $entry }
foreach ($entry in @($values | Where-Object { $_.When })) { Set-Value $entry }
Restart-UpdateClient
Write-Host "This machine now takes $server for its WSUS. Undo: run this script with -Undo."
`;
