import type { LanguageModel } from '../analysis/language-model.ts';
import type { Config } from '../config/settings.ts';
import type { Database } from '../database/connect.ts';
import { ChatEndpoint } from '../endpoints/chat-endpoint.ts';
import { Endpoint } from '../endpoints/endpoint.ts';
import { TranscriptionEndpoint } from '../endpoints/transcription-endpoint.ts';
import type { RemoteRecognizer } from '../pipeline/tools.ts';
import { hasFeature, type TenantFeature } from '../tenants/features.ts';

/** Labels of logs and metrics. */
export type EndpointName = 'chat' | 'speech';

type OnRest = (endpoint: EndpointName, resting: boolean) => void;

/** Requests to one endpoint under way at once: servers batch, and a board has one call to analyse at a time. */
const PARALLEL = 4;

/** The configured endpoint for analysis, null without one. */
export function chatEndpoint(config: Config, onRest?: OnRest): LanguageModel | null {
  const { chatEndpoint: url, chatEndpointKey, chatEndpointModel: model, chatEndpointContext } = config;
  if (url === undefined) return null;
  const endpoint = new Endpoint({
    name: new URL(url).hostname,
    url,
    key: chatEndpointKey ?? null,
    stage: 'analyse',
    timeoutMs: config.endpointTimeoutSeconds * 1000,
    onRest: (resting) => onRest?.('chat', resting),
  });
  return new ChatEndpoint(endpoint, { model, contextTokens: chatEndpointContext, parallel: PARALLEL });
}

/** The configured endpoint for transcription, null without one. */
export function speechEndpoint(config: Config, onRest?: OnRest): RemoteRecognizer | null {
  const { speechEndpoint: url, speechEndpointKey, speechEndpointModel } = config;
  if (url === undefined) return null;
  const endpoint = new Endpoint({
    name: new URL(url).hostname,
    url,
    key: speechEndpointKey ?? null,
    stage: 'transcribe',
    timeoutMs: config.endpointTimeoutSeconds * 1000,
    onRest: (resting) => onRest?.('speech', resting),
  });
  return {
    recognizer: new TranscriptionEndpoint(endpoint, speechEndpointModel),
    use: config.speechEndpointUse,
  };
}

/** The endpoints of a worker, each for the tenants that let their words or audio go there. */
export function endpointsFor(config: Config, { kysely }: Database, onRest: OnRest) {
  const chat = chatEndpoint(config, onRest);
  const speech = speechEndpoint(config, onRest);
  const allowed = async (tenantId: number, feature: TenantFeature): Promise<boolean> =>
    config.endpointTenants === 'all' || (await hasFeature(kysely, tenantId, feature));
  return {
    analysisEndpoints: async (tenantId: number): Promise<readonly LanguageModel[]> =>
      chat !== null && (await allowed(tenantId, 'remote_analysis')) ? [chat] : [],
    transcriptionEndpoint: async (tenantId: number): Promise<RemoteRecognizer | null> =>
      speech !== null && (await allowed(tenantId, 'remote_transcription')) ? speech : null,
  };
}
