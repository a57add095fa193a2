// Scalar would fetch fonts, count visitors and offer services of its maker. None of that is wanted here, and the page's
// content security policy refuses it besides.
Scalar.createApiReference('#reference', {
  url: 'docs/openapi.json',
  theme: 'none',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  // The guide links to the contract itself.
  documentDownloadType: 'none',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  metaData: { title: 'Broadsheet API reference' }
})
