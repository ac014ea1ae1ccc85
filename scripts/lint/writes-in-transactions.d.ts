import type { Rule } from 'eslint';

export const writesInTransactions: Rule.RuleModule;
