//! The route table: one line a page, under the kind that decides its headers and the size of its bodies
//! (`web/table.rs`). `{l}` is the locale, checked by `PageCx`.

use axum::routing::{get, post};

use crate::state::App;
use crate::web::table::{Kind, Table};
use crate::{
    attendance, audit, events, exchange, messages, needs, people, questions, registration, retention, selection, staff,
    testimonials, texts,
};

/// Every address of the site; `cached` ones are anonymous and served from memory while nothing changed.
#[expect(clippy::too_many_lines, reason = "a table: one line a page")]
#[must_use]
pub fn routes(app: &App) -> Table {
    let cached = Table::new()
        .of(Kind::Public)
        // events: public
        .route("/{l}", get(events::pages::home))
        .route("/{l}/events", get(events::pages::list))
        .route("/{l}/events/{slug}", get(events::pages::show))
        // testimonials: public
        .route("/{l}/testimonials", get(testimonials::pages::wall))
        .route("/{l}/testimonials/{id}", get(testimonials::pages::one))
        // texts
        .route("/{l}/about", get(texts::pages::about))
        .route("/{l}/privacy", get(texts::pages::privacy))
        .route("/{l}/accessibility", get(texts::pages::accessibility))
        .of(Kind::Api)
        .route("/api/v1/testimonials", get(testimonials::api::json))
        .of(Kind::Embed)
        .route("/embed/{l}/testimonials", get(testimonials::pages::embed))
        .cached(app);
    Table::new()
        .merge(cached)
        // events: JSON, calendar
        .of(Kind::Api)
        .route("/api/v1/events", get(events::api::items))
        .of(Kind::Public)
        .route("/{l}/events/{slug}/calendar.ics", get(events::api::calendar))
        // events: staff
        .of(Kind::Staff)
        .route("/{l}/staff/events", get(events::pages::staff_list))
        .route("/{l}/staff/events/new", get(events::pages::new).post(events::api::create))
        .route("/{l}/staff/events/{slug}", get(events::pages::overview))
        .route("/{l}/staff/events/{slug}/edit", get(events::pages::edit))
        .route("/{l}/staff/events/{slug}/edit/texts", get(events::pages::texts).post(events::api::save_texts))
        .route("/{l}/staff/events/{slug}/edit/sessions", get(events::pages::sessions).post(events::api::save_sessions))
        .route(
            "/{l}/staff/events/{slug}/edit/registration",
            get(events::pages::registration).post(events::api::save_registration),
        )
        .route(
            "/{l}/staff/events/{slug}/edit/practical",
            get(events::pages::practical).post(events::api::save_practical),
        )
        .route("/{l}/staff/events/{slug}/preview", get(events::pages::preview))
        .route("/{l}/staff/events/{slug}/copy", get(events::pages::copy).post(events::api::copy))
        .route("/{l}/staff/events/{slug}/series", get(events::pages::series).post(events::api::repeat))
        .route("/{l}/staff/events/{slug}/series/texts", post(events::api::spread_texts))
        .route("/{l}/staff/events/{slug}/archive", get(events::pages::archive).post(events::api::archive))
        .route("/{l}/staff/events/{slug}/publish", get(events::pages::publish).post(events::api::publish))
        .route("/{l}/staff/events/{slug}/cancel", get(events::pages::cancel).post(events::api::cancel))
        .route("/{l}/staff/events/{slug}/complete", post(events::api::complete))
        .route("/{l}/staff/events/{slug}/facilitators", post(events::api::assign))
        .route("/{l}/staff/events/{slug}/facilitators/remove", post(events::api::unassign))
        // questions
        .route("/{l}/staff/events/{slug}/questions", get(questions::pages::list))
        .route("/{l}/staff/events/{slug}/questions/new", get(questions::pages::new).post(questions::api::add))
        .route("/{l}/staff/events/{slug}/questions/preview", get(questions::pages::preview))
        .route("/{l}/staff/events/{slug}/questions/{id}", get(questions::pages::edit).post(questions::api::edit))
        .route("/{l}/staff/events/{slug}/questions/{id}/move", post(questions::api::shift))
        .route("/{l}/staff/events/{slug}/questions/{id}/retire", post(questions::api::retire))
        // needs
        .route("/{l}/staff/events/{slug}/needs", get(needs::pages::needs).post(needs::api::decide))
        // registration: form, lost link
        .of(Kind::Form)
        .route("/{l}/events/{slug}/register", get(registration::pages::register).post(registration::api::register))
        .route("/{l}/events/{slug}/registered", get(registration::pages::registered))
        .of(Kind::LongForm)
        .route(
            "/{l}/events/{slug}/register-group",
            get(registration::pages::register_group).post(registration::api::register_group),
        )
        .of(Kind::Form)
        .route("/{l}/find", get(registration::pages::find).post(registration::api::find))
        // registration: private link, code, the links of a group
        .of(Kind::Private)
        .route("/{l}/groups/{token}", get(registration::pages::sheet).post(registration::api::close_sheet))
        .route("/{l}/my/{token}", get(registration::pages::mine))
        .route("/{l}/my/{token}/calendar.ics", get(registration::pages::calendar))
        .route("/{l}/my/{token}/withdraw", get(registration::pages::withdraw).post(registration::api::withdraw))
        .route("/{l}/my/{token}/data", get(registration::pages::data))
        .route("/{l}/my/{token}/data.json", get(registration::pages::data_json))
        .route("/{l}/my/{token}/erase", get(registration::pages::erase).post(registration::api::erase))
        .route("/{l}/my/{token}/answers", get(registration::pages::answers).post(registration::api::change_answers))
        .route("/{l}/my/{token}/offer", post(registration::api::offer))
        .route("/{l}/my/{token}/consent", post(registration::api::consent))
        .route("/{l}/my/{token}/language", post(registration::api::language))
        .route("/{l}/my/{token}/channel", post(registration::api::channel))
        .route("/c/{code}", get(registration::pages::code))
        // registration: staff
        .of(Kind::Staff)
        .route(
            "/{l}/staff/events/{slug}/registrations",
            get(registration::pages::list).post(registration::pages::search),
        )
        .route("/{l}/staff/events/{slug}/registrations/{id}", get(registration::pages::detail))
        .route("/{l}/staff/events/{slug}/registrations/{id}/by-hand", get(registration::pages::by_hand))
        .route("/{l}/staff/events/{slug}/registrations/{id}/withdraw", post(registration::api::withdraw_for))
        .route("/{l}/staff/events/{slug}/registrations/{id}/apart", post(registration::api::apart_for))
        .route(
            "/{l}/staff/events/{slug}/registrations/{id}/edit",
            get(registration::pages::answers_for).post(registration::api::change_answers_for),
        )
        .route(
            "/{l}/staff/events/{slug}/registrations/{id}/erase",
            get(registration::pages::erase_for).post(registration::api::erase_for),
        )
        .route("/{l}/staff/events/{slug}/places", get(registration::pages::places::list))
        .route(
            "/{l}/staff/events/{slug}/places/new",
            get(registration::pages::places::new).post(registration::api::places::add),
        )
        .route(
            "/{l}/staff/events/{slug}/places/{id}",
            get(registration::pages::places::one).post(registration::api::places::change),
        )
        .route("/{l}/staff/events/{slug}/places/{id}/remove", post(registration::api::places::remove))
        .route("/{l}/staff/events/{slug}/registrations/{id}/channel", post(registration::api::channel_for))
        // selection: staff
        .route("/{l}/staff/events/{slug}/selection", get(selection::pages::bench))
        .route(
            "/{l}/staff/events/{slug}/selection/criteria",
            get(selection::pages::criteria).post(selection::api::criteria),
        )
        .route("/{l}/staff/events/{slug}/selection/draw", post(selection::api::draw))
        .route("/{l}/staff/events/{slug}/selection/applicants/{id}", get(selection::pages::one))
        .route("/{l}/staff/events/{slug}/selection/applicants/{id}/score", post(selection::api::score))
        .route("/{l}/staff/events/{slug}/selection/applicants/{id}/override", post(selection::api::put))
        .route(
            "/{l}/staff/events/{slug}/selection/publish",
            get(selection::pages::publish).post(selection::api::publish),
        )
        .route("/{l}/staff/events/{slug}/selection/proof", get(selection::pages::proof))
        .route("/{l}/staff/events/{slug}/selection/proof.txt", get(selection::api::proof))
        // exchange: many registrations at once
        .route("/{l}/staff/events/{slug}/views", post(exchange::api::keep_view))
        .route("/{l}/staff/events/{slug}/views/{id}/remove", post(exchange::api::drop_view))
        .route("/{l}/staff/events/{slug}/bulk", post(exchange::api::plan))
        .route("/{l}/staff/events/{slug}/bulk/{id}", get(exchange::pages::bulk))
        .route("/{l}/staff/events/{slug}/bulk/{id}/start", post(exchange::api::begin))
        .route("/{l}/staff/events/{slug}/bulk/{id}/cancel", post(exchange::api::cancel))
        .route("/{l}/staff/events/{slug}/export", get(exchange::pages::export).post(exchange::api::export))
        .route("/{l}/staff/events/{slug}/import/{id}", get(exchange::pages::import))
        .route("/{l}/staff/events/{slug}/import/{id}/mapping", post(exchange::api::map_import))
        .route("/{l}/staff/events/{slug}/import/{id}/check", post(exchange::api::check_import))
        .route("/{l}/staff/events/{slug}/import/{id}/start", post(exchange::api::start_import))
        .route("/{l}/staff/events/{slug}/import/{id}/cancel", post(exchange::api::cancel_import))
        .route("/{l}/staff/events/{slug}/import/{id}/result.csv", get(exchange::api::import_result))
        .of(Kind::Upload)
        .route("/{l}/staff/events/{slug}/import", get(exchange::pages::imports).post(exchange::api::upload))
        .of(Kind::Staff)
        // messages: the call list
        .route("/{l}/staff/messages", get(messages::pages::list))
        .route("/{l}/staff/messages/rules", get(messages::pages::rules))
        .route("/{l}/staff/messages/{id}", get(messages::pages::item))
        .route("/{l}/staff/messages/{id}/done", post(messages::api::done))
        .route("/{l}/staff/messages/{id}/unreached", post(messages::api::unreached))
        .route("/{l}/staff/messages/{id}/skip", post(messages::api::skip))
        // people
        .route("/{l}/staff/people", get(people::pages::people).post(people::pages::find))
        .route("/{l}/staff/people/duplicates", get(people::pages::duplicates))
        .route("/{l}/staff/people/{id}", get(people::pages::card))
        .route("/{l}/staff/people/{id}/merge", get(people::pages::merge).post(people::api::merge))
        .route("/{l}/staff/people/{id}/apart", post(people::api::apart))
        .route("/{l}/staff/people/{id}/undo", post(people::api::undo))
        // attendance: desk
        .route("/{l}/staff/events/{slug}/desk", get(attendance::pages::desk).post(attendance::pages::search))
        .route("/{l}/staff/events/{slug}/desk/marks", post(attendance::api::mark))
        .route("/{l}/staff/events/{slug}/desk/correct", get(attendance::pages::correct))
        .route("/{l}/staff/events/{slug}/desk/corrections", post(attendance::api::correct))
        .route("/{l}/staff/events/{slug}/desk/undo", post(attendance::api::undo))
        .route("/{l}/staff/events/{slug}/desk/headcount", post(attendance::api::headcount))
        .route("/{l}/staff/events/{slug}/desk/walk-ins", post(attendance::api::walk_in))
        .route("/{l}/staff/events/{slug}/desk/sheet", get(attendance::pages::sheet))
        .route("/{l}/staff/events/{slug}/attendance", get(attendance::pages::summary))
        // testimonials: private link
        .of(Kind::Private)
        .route("/{l}/my/{token}/testimonial", get(testimonials::pages::give).post(testimonials::api::give))
        .route("/{l}/my/{token}/testimonial/{id}", get(testimonials::pages::mine))
        .route("/{l}/my/{token}/testimonial/{id}/channel", post(testimonials::api::channel))
        .route("/{l}/my/{token}/testimonial/{id}/name", post(testimonials::api::name))
        .route("/{l}/my/{token}/testimonial/{id}/withdraw", post(testimonials::api::withdraw))
        .route("/{l}/my/{token}/testimonial/{id}/erase", get(testimonials::pages::erase).post(testimonials::api::erase))
        // testimonials: staff
        .of(Kind::Staff)
        .route("/{l}/staff/testimonials", get(testimonials::pages::queue))
        .route("/{l}/staff/testimonials/{id}", get(testimonials::pages::item))
        .route("/{l}/staff/testimonials/{id}/rendition", post(testimonials::api::rendition))
        .route("/{l}/staff/testimonials/{id}/approve", post(testimonials::api::approve))
        .route("/{l}/staff/testimonials/{id}/decline", post(testimonials::api::decline))
        .route("/{l}/staff/testimonials/{id}/hold", post(testimonials::api::hold))
        .route("/{l}/staff/testimonials/{id}/lift", post(testimonials::api::lift))
        .route("/{l}/staff/testimonials/{id}/tier", post(testimonials::api::tier))
        .route("/{l}/staff/testimonials/{id}/withdraw", post(testimonials::api::withdraw_for))
        // staff: an invitation's link
        .of(Kind::Private)
        .route("/{l}/staff/join/{token}", get(staff::pages::join).post(staff::api::join))
        // staff: sign-in, team, history
        .of(Kind::Staff)
        .route("/{l}/staff", get(staff::pages::today))
        .route("/{l}/staff/sign-in", get(staff::pages::sign_in).post(staff::api::sign_in))
        .route("/{l}/staff/sign-in/code", get(staff::pages::code).post(staff::api::code))
        .route("/{l}/staff/sign-in/passkey", post(staff::api::sign_in_passkey))
        .route("/{l}/staff/passkey/start", post(staff::api::start_passkey))
        .route("/{l}/staff/confirm-it-is-you/passkey", post(staff::api::confirm_passkey))
        .route("/{l}/staff/confirm-it-is-you", get(staff::pages::confirm).post(staff::api::confirm))
        .route("/{l}/staff/sign-out", post(staff::api::sign_out))
        .route("/{l}/staff/account", get(staff::pages::account))
        .route("/{l}/staff/account/passphrase", post(staff::api::passphrase))
        .route("/{l}/staff/account/language", post(staff::api::language))
        .route("/{l}/staff/account/sessions", post(staff::api::end_session))
        .route("/{l}/staff/account/sessions/others", post(staff::api::end_other_sessions))
        .route("/{l}/staff/account/second-factor", get(staff::pages::enrol).post(staff::api::enrol))
        .route("/{l}/staff/account/second-factor/remove", post(staff::api::remove_app))
        .route("/{l}/staff/account/passkeys", get(staff::pages::passkeys).post(staff::api::add_passkey))
        .route("/{l}/staff/account/passkeys/start", post(staff::api::start_new_passkey))
        .route("/{l}/staff/account/passkeys/{id}/remove", post(staff::api::remove_passkey))
        .route("/{l}/staff/account/recovery-codes", get(staff::pages::recovery_codes).post(staff::api::recovery_codes))
        .route("/{l}/staff/team", get(staff::pages::team))
        .route("/{l}/staff/team/invite", get(staff::pages::invite).post(staff::api::invite))
        .route("/{l}/staff/team/invited", get(staff::pages::invited))
        .route("/{l}/staff/team/invites/{id}/cancel", post(staff::api::cancel_invite))
        .route("/{l}/staff/team/{id}", get(staff::pages::member))
        .route("/{l}/staff/team/{id}/grant", post(staff::api::grant))
        .route("/{l}/staff/team/{id}/revoke", post(staff::api::revoke))
        .route("/{l}/staff/team/{id}/disable", post(staff::api::disable))
        .route("/{l}/staff/team/{id}/enable", post(staff::api::enable))
        .route("/{l}/staff/retention", get(retention::pages::runs))
        .route("/{l}/staff/audit", get(audit::pages::history))
}
