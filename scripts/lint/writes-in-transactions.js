/** A statement that writes, first or after another one, behind comments or common table expressions. */
const writing =
  /(^|;)(\s|--[^\n]*\n)*(WITH\b[^;]*\)\s*)?(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE\s+(OR\s+\w+\s+)?\S+(\s+(AS\s+)?\w+)?\s+SET)\s/i;

/** True where the node stands inside the function handed to `write(...)`, which runs it in `db.transaction`. */
function isInsideWrite(node) {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'CallExpression' && at.callee.type === 'Identifier' && at.callee.name === 'write')
      return true;
  return false;
}

/**
 * SQL that writes stands inside `write(...)`. An autocommit `UPDATE ... RETURNING` read with `.get()` answers with
 * the new row even when its commit fails, so a lost save would look like a kept one.
 */
export const writesInTransactions = {
  meta: {
    type: 'problem',
    messages: { outside: 'SQL that writes must stand inside write(...), so that a failed commit throws.' },
    schema: [],
  },
  create: (context) => {
    const check = (node, text) => {
      if (writing.test(text) && !isInsideWrite(node)) context.report({ node, messageId: 'outside' });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateLiteral: (node) => check(node, node.quasis.map((part) => part.value.raw).join('x')),
    };
  },
};
