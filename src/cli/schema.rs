//! `onsite schema`: the JSON Schema of what goes in and of what comes out.

use clap::{ArgMatches, Command};
use schemars::{Schema, schema_for};
use serde_json::{Map, Value, json};

use super::args::{base, text, word};
use super::{Done, Here};
use crate::domain::change::Change;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::state::State;

pub fn command(lang: Lang) -> Command {
    base("schema", say::SCHEMA_ABOUT, "onsite schema [changes|state]", lang).arg(
        word("OF", say::SCHEMA_OF, lang)
            .value_name("changes|state")
            .value_parser(["changes", "state"])
            .hide_possible_values(true),
    )
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    if text(args, "OF") == Some("state") {
        return here.out.json(&schema_for!(State));
    }
    here.out.json(&changes())
}

/// The schema of one line of `onsite record`: one branch a kind.
fn changes() -> Value {
    let mut definitions = Map::new();
    let mut branches = Vec::new();
    for (kind, schema) in Change::schemas() {
        let data = branch(kind, schema, &mut definitions);
        branches.push(json!({
            "type": "object",
            "required": ["kind", "data"],
            "additionalProperties": false,
            "properties": { "kind": { "const": kind }, "data": { "$ref": data } },
        }));
    }
    branches.push(json!({
        "type": "object",
        "description": say::UNDO_SCHEMA.en,
        "required": ["undo"],
        "additionalProperties": false,
        "properties": { "undo": { "type": "string", "pattern": "^[0-9a-f]{32}$" } },
    }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of onsite record",
        "description": say::RECORD_ABOUT.en,
        "oneOf": branches,
        "$defs": definitions,
    })
}

/// Moves a payload's schema, with what it refers to, among the definitions; says where it is.
fn branch(kind: &str, schema: Schema, definitions: &mut Map<String, Value>) -> String {
    let mut schema = schema.to_value();
    if let Some(own) = schema.as_object_mut() {
        own.remove("$schema");
        if let Some(Value::Object(inner)) = own.remove("$defs") {
            definitions.extend(inner);
        }
    }
    definitions.insert(kind.to_owned(), schema);
    format!("#/$defs/{kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    found.push(reference.clone());
                }
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_kind_and_undo_have_a_branch_and_every_reference_leads_somewhere() {
        let schema = changes();
        assert_eq!(schema["oneOf"].as_array().map(Vec::len), Some(Change::KINDS.len() + 1));
        let mut found = Vec::new();
        references(&schema, &mut found);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(schema.pointer(pointer).is_some(), "{reference}");
        }
    }
}
