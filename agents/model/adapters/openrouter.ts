import type { Adapter, AdapterPlace } from './adapter.ts';
import { createChatAdapter } from './chat-completions.ts';

/** How OpenRouter is told which app asks; it wants a page as well, where the app has one (HTTP-Referer). */
const headers = { 'X-Title': 'Fabula' };

/**
 * OpenRouter: OpenAI's wire format, with the upstream providers in the writer's order, only those that keep to a schema
 * where there is one, and the real cost of each call.
 */
export function createOpenRouterAdapter(place: AdapterPlace): Adapter {
  return createChatAdapter(place, {
    headers,
    extraOf(request, dialect) {
      const provider = {
        ...(place.routing.length > 0 ? { order: [...place.routing] } : {}),
        ...(request.schema && dialect.format === 'json_schema' ? { require_parameters: true } : {}),
      };
      return { usage: { include: true }, ...(Object.keys(provider).length > 0 ? { provider } : {}) };
    },
  });
}
