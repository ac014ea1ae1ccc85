import { Box, CalendarDays, MapPin, NotebookPen, Scale, User, Users, type LucideIcon } from 'lucide-react';
import type { LoreKind } from '../../../src-shared/domain/lore.ts';

/** The sign of each kind of entry; its word is `kind.<kind>` of the catalogue, `kinds.<kind>` for several. */
export const kindIcons: Readonly<Record<LoreKind, LucideIcon>> = {
  character: User,
  place: MapPin,
  group: Users,
  thing: Box,
  event: CalendarDays,
  rule: Scale,
  note: NotebookPen,
};
