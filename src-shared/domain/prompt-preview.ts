import { z } from 'zod';
import { ContextReceipt } from './context.ts';
import { Role } from './model.ts';

/** One call to a model as it would be sent, before any is made. */
export const PromptPreview = z.object({
  step: z.string(), // the step's key: "plan", "write 1", "help"
  role: Role,
  model: z.string(),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'user', 'assistant']),
        parts: z.array(z.object({ name: z.string(), text: z.string(), tokens: z.int() })).readonly(),
      }),
    )
    .readonly(),
  tokens: z.int(), // of the whole prompt with the model's own chat marks
  receipt: ContextReceipt,
  isExact: z.boolean(), // false: it depends on what an earlier call answers
});
export type PromptPreview = z.infer<typeof PromptPreview>;
