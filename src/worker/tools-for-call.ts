import type { CallScope, PipelineTools } from '../pipeline/tools.ts';

/**
 * The tools as one call's tenant and client want them, looked up once before the call is touched: a database that goes
 * away in the middle of it must not fail work that needs it again only at the end, and a call is treated by one policy
 * from its first stage to its last.
 *
 * @throws CallmillError database_unavailable, policy_invalid, key_missing
 */
export async function toolsForCall(
  scope: CallScope | undefined,
  tools: PipelineTools,
): Promise<PipelineTools> {
  if (scope === undefined) return tools;
  const { tenantId } = scope;
  const [privacy, config, voices, endpoints, transcription] = await Promise.all([
    tools.privacy?.(tenantId),
    tools.analysisConfig?.(scope),
    tools.voicePrints?.(tenantId),
    tools.analysisEndpoints?.(tenantId),
    tools.transcriptionEndpoint?.(tenantId),
  ]);
  const { settings } = tools;
  // Redaction that the operator switched off stays off: a tenant's policy says how, not whether.
  const redaction = settings.redaction === null ? null : (privacy?.policy ?? settings.redaction);
  return {
    ...tools,
    settings: { ...settings, redaction },
    ...(privacy === undefined ? {} : { privacy: async () => privacy }),
    ...(config === undefined ? {} : { analysisConfig: async () => config }),
    ...(voices === undefined ? {} : { voicePrints: async () => voices }),
    ...(endpoints === undefined ? {} : { analysisEndpoints: async () => endpoints }),
    ...(transcription === undefined ? {} : { transcriptionEndpoint: async () => transcription }),
  };
}
