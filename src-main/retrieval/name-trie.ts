/** A place where one of the trie's words stands, in the folded text. */
export interface TrieMatch {
  readonly pattern: number;
  readonly start: number;
  readonly end: number;
}

interface TrieNode {
  readonly next: Map<number, TrieNode>;
  fail: TrieNode | null;
  readonly ends: { readonly pattern: number; readonly length: number }[];
}

/** Finds every place of every pattern in one pass over a text (Aho, Corasick 1975). Patterns must not be empty. */
export function buildTrie(patterns: readonly string[]): (text: string) => TrieMatch[] {
  const root: TrieNode = { next: new Map(), fail: null, ends: [] };
  patterns.forEach((pattern, index) => {
    let node = root;
    for (let at = 0; at < pattern.length; at++) {
      const code = pattern.charCodeAt(at);
      let next = node.next.get(code);
      if (!next) node.next.set(code, (next = { next: new Map(), fail: null, ends: [] }));
      node = next;
    }
    node.ends.push({ pattern: index, length: pattern.length });
  });
  linkFailures(root);
  return (text) => {
    const matches: TrieMatch[] = [];
    let node = root;
    for (let at = 0; at < text.length; at++) {
      node = step(node, text.charCodeAt(at), root);
      for (const { pattern, length } of node.ends)
        matches.push({ pattern, start: at + 1 - length, end: at + 1 });
    }
    return matches;
  };
}

function linkFailures(root: TrieNode): void {
  const queue = [...root.next.values()];
  for (const node of queue) node.fail = root;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    if (!node) break;
    for (const [code, child] of node.next) {
      child.fail = step(node.fail ?? root, code, root);
      child.ends.push(...child.fail.ends);
      queue.push(child);
    }
  }
}

function step(from: TrieNode, code: number, root: TrieNode): TrieNode {
  for (let node: TrieNode | null = from; node !== null; node = node.fail) {
    const next = node.next.get(code);
    if (next) return next;
  }
  return root;
}
