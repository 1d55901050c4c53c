//! What is kept and how it goes.

use std::collections::BTreeMap;

use sabak::i18n::Locale;
use sabak::retention::model::{Class, Rule, columns, words};

use crate::schema::{Schema, schema};
use crate::support::{World, both_engines};

/// What is wrong between a schema and the table of columns.
fn unclassed(schema: &Schema) -> Vec<String> {
    let classed: BTreeMap<(&str, &str), Class> = columns().map(|c| ((c.table, c.name), c.class)).collect();
    let mut wrong = Vec::new();
    for (table, columns) in schema {
        for (column, (kind, _)) in columns {
            match classed.get(&(table.as_str(), column.as_str())) {
                None => {
                    wrong.push(format!("{table}.{column} has no class and no rule in src/retention"));
                }
                Some(Class::Sealed) if kind != "BLOB" => wrong.push(format!("{table}.{column} is sealed and {kind}")),
                Some(_) => {}
            }
        }
    }
    for (table, column) in classed.keys() {
        if !schema.get(*table).is_some_and(|columns| columns.contains_key(*column)) {
            wrong.push(format!("{table}.{column} has a class and is not in the schema"));
        }
    }
    wrong
}

both_engines! {
    async fn every_column_has_a_class_and_a_rule(world: World) {
        assert_eq!(unclassed(&schema(&world.app.db).await), Vec::<String>::new());
    }
}

both_engines! {
    async fn a_column_that_a_migration_adds_without_a_class_is_noticed(world: World) {
        world.execute("ALTER TABLE person ADD COLUMN shoe_size TEXT").await.unwrap();
        let wrong = unclassed(&schema(&world.app.db).await);
        assert!(wrong.len() == 1 && wrong[0].starts_with("person.shoe_size"), "{wrong:?}");
        world.execute("ALTER TABLE job RENAME COLUMN lane TO track").await.unwrap();
        assert_eq!(unclassed(&schema(&world.app.db).await).len(), 3);
    }
}

#[tokio::test]
async fn the_privacy_page_says_every_rule_and_every_word_of_the_table() {
    let world = World::sqlite().await;
    for l in Locale::ALL {
        let page = world.browser().get(&format!("/{l}/privacy")).await.body;
        for rule in Rule::ALL.into_iter().filter(|r| r.is_for_participants() || r.is_for_staff()) {
            assert!(page.contains(&l.t(&format!("retention-title-{}", rule.code()))), "{l}: {rule:?}");
            for word in words(rule) {
                assert!(page.contains(&l.t(&format!("retention-what-{word}"))), "{l}: {word}");
            }
            let n = rule.span().map_or(0, sabak::retention::model::Span::n);
            assert!(n == 0 || page.contains(&n.to_string()), "{l}: {rule:?} does not say {n}");
        }
        assert!(!page.contains("{retention") && !page.contains("retention-"), "{l}");
    }
}
