import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// What electron-builder calls for a Debian package (its CUSTOM_FPM_PATH) in place of fpm, which it would download: the
// same options, and dpkg-deb, which every Debian has.

interface CommandLine {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly mappings: readonly string[]; // "folder/=/opt/App" or "file=/usr/share/x"
}

const scripts = {
  '--before-install': 'preinst',
  '--after-install': 'postinst',
  '--before-remove': 'prerm',
  '--after-remove': 'postrm',
};

function parse(args: readonly string[]): CommandLine {
  const options = new Map<string, string[]>();
  const mappings: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--force' || word === '--debug') continue;
    if (!word.startsWith('-')) {
      mappings.push(word);
      continue;
    }
    const joined = /^(--[^=]+)=(.*)$/s.exec(word);
    const name = joined?.[1] ?? word;
    const value = joined ? (joined[2] ?? '') : (args[++at] ?? '');
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { options, mappings };
}

function makeDeb({ options, mappings }: CommandLine): void {
  const one = (name: string): string | undefined => options.get(name)?.at(-1);
  if (one('-t') !== 'deb') throw new Error(`only deb can be made here, not ${one('-t')}`);
  const tree = mkdtempSync(join(tmpdir(), 'fabula-deb-'));
  try {
    for (const mapping of mappings) place(mapping, tree);
    execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', tree]);
    const about = join(tree, 'DEBIAN');
    mkdirSync(about);
    writeFileSync(join(about, 'control'), control(options, tree));
    for (const [option, name] of Object.entries(scripts)) {
      const script = one(option);
      if (script === undefined) continue;
      copyFileSync(script, join(about, name));
      chmodSync(join(about, name), 0o755);
    }
    const level = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ?? '6';
    const target = one('--package') ?? one('-p') ?? '';
    const packing = level === '0' ? ['-Znone'] : ['-Zxz', `-z${level}`];
    const how = ['--root-owner-group', ...packing, '--build', tree, target];
    execFileSync('dpkg-deb', how, { stdio: 'inherit' });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function place(mapping: string, tree: string): void {
  const cut = mapping.lastIndexOf('=');
  const target = join(tree, mapping.slice(cut + 1));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(mapping.slice(0, cut), target, { recursive: true, verbatimSymlinks: true });
}

function control(options: CommandLine['options'], tree: string): string {
  const one = (name: string): string => options.get(name)?.at(-1) ?? '';
  const size = execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0] ?? '';
  const [summary = '', ...rest] = one('--description').trim().split('\n');
  const fields = {
    Package: one('--name'),
    Version: [one('--version'), one('--iteration')].filter((part) => part !== '').join('-'),
    License: one('--license'),
    Vendor: one('--vendor'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': size,
    Depends: [...(options.get('-d') ?? []), ...(options.get('--depends') ?? [])].join(', '),
    Recommends: (options.get('--deb-recommends') ?? []).join(', '),
    Section: one('--category') || 'editors',
    Priority: one('--deb-priority') || 'optional',
    Description: [summary, ...rest.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

makeDeb(parse(process.argv.slice(2)));
