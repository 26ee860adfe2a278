// The lint rules of this project: walls between layers, and what the vault must never do.
import { relative, resolve, sep } from 'node:path';
import { breach } from './layers.js';

const root = resolve(import.meta.dirname, '../..');
/** @param {string} filename */
const fromRoot = (filename) => relative(root, filename).split(sep).join('/');

/** Statements and pragmas as they begin. */
const sql =
  /^\s*(?:select\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:virtual\s+)?(?:table|index|trigger|view)\s|drop\s|alter\s+table\s|pragma\s|attach\s|vacuum\b)/i;
const everyColumn = /\bselect\s+(?:\w+\.)?\*/i;
const keyPragma = /\bpragma\s+(?:\w+\.)?(?:hex)?(?:re)?key\b/i;
const mayHoldSql = /^main\/vault\/(?:store|view|journal)\/|\.sql\.ts$/;
/** Properties that may not be called in the vault, and why. */
const forbidden = {
  serialize: 'db.serialize() returns the database in clear.',
  backup: 'db.backup() to a new file writes it in clear; copy by VACUUM INTO.',
  sodium_malloc: 'sodium_malloc throws inside utility processes; lock an own Buffer.',
};

/** Every way to name another module. */
const layersRule = {
  create(/** @type {any} */ context) {
    const file = fromRoot(context.filename);
    /** @param {any} node @param {any} source */
    const check = (node, source) => {
      const specifier = literal(source);
      if (specifier === null) {
        if (source && /^(?:main|preload|renderer|shared)\//.test(file))
          context.report({ node, message: 'A module is named by a literal, so that walls can be checked.' });
        return;
      }
      const message = breach(file, specifier);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration(/** @type {any} */ node) {
        check(node, node.source);
        if (node.source.value !== 'electron' || file === 'main/host/ipc.ts') return;
        for (const one of node.specifiers) {
          const whole = one.type === 'ImportNamespaceSpecifier' || one.type === 'ImportDefaultSpecifier';
          if (file.startsWith('main/host/') && (whole || (one.imported?.name ?? one.imported?.value) === 'ipcMain')) {
            context.report({ node, message: 'Only main/host/ipc.ts may import ipcMain, and nobody all of electron.' });
          }
        }
      },
      ExportNamedDeclaration: (/** @type {any} */ node) => node.source && check(node, node.source),
      ExportAllDeclaration: (/** @type {any} */ node) => check(node, node.source),
      ImportExpression: (/** @type {any} */ node) => check(node, node.source),
      TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument),
      TSExternalModuleReference: (/** @type {any} */ node) => check(node, node.expression),
      CallExpression(/** @type {any} */ node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') check(node, node.arguments[0]);
      },
    };
  },
};

/** SQL only where it is kept and with named columns; no call that would lay the vault open. */
const vaultRule = {
  create(/** @type {any} */ context) {
    const file = fromRoot(context.filename);
    if (!file.startsWith('main/')) return {};
    /** @param {any} node @param {string} text */
    const checkText = (node, text) => {
      if (everyColumn.test(text)) context.report({ node, message: 'Name the columns: no SELECT *.' });
      if (keyPragma.test(text))
        context.report({ node, message: 'A key goes in as db.key(Buffer), never as a pragma.' });
      if (sql.test(text) && !mayHoldSql.test(file))
        context.report({ node, message: 'SQL stands in .sql.ts files only.' });
    };
    /** @param {any} node @param {unknown} name */
    const checkName = (node, name) => {
      if (typeof name === 'string' && Object.hasOwn(forbidden, name)) {
        context.report({ node, message: forbidden[/** @type {keyof typeof forbidden} */ (name)] });
      }
    };
    return {
      Literal: (/** @type {any} */ node) => typeof node.value === 'string' && checkText(node, node.value),
      TemplateLiteral: (/** @type {any} */ node) =>
        checkText(node, node.quasis.map((/** @type {any} */ one) => one.value.cooked ?? '').join(' x ')),
      MemberExpression(/** @type {any} */ node) {
        checkName(node, node.computed ? literal(node.property) : node.property.name);
      },
      ImportSpecifier: (/** @type {any} */ node) => checkName(node, node.imported.name ?? node.imported.value),
    };
  },
};

/** @param {any} node */
function literal(node) {
  const inner = node?.type === 'TSLiteralType' ? node.literal : node;
  if (inner?.type === 'Literal' && typeof inner.value === 'string') return /** @type {string} */ (inner.value);
  return inner?.type === 'TemplateLiteral' && inner.quasis.length === 1
    ? /** @type {string} */ (inner.quasis[0].value.cooked)
    : null;
}

export default { meta: { name: 'coffer' }, rules: { layers: layersRule, vault: vaultRule } };
