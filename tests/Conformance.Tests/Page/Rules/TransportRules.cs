using ChargePoints.Tests.StateMachine;
using ChargePoints.Tests.Wire;
using Ocpp.Tests;
using Simulation.Tests.Fleet;
using Simulation.Tests.Transport;

namespace Conformance.Tests.Page.Rules;

/// <summary>Connections, frames, errors and payloads: OCPP-J 1.6.</summary>
internal static class TransportRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Of<HandshakeTests>(
            "OCPP-J 1.6 §3.1.1",
            "The URL is that of the endpoint, a slash and the percent-encoded identity.",
            nameof(HandshakeTests.The_upgrade_asks_for_ocpp16_under_the_percent_encoded_identity)
        ),
        Rule.Of<HandshakeTests>(
            "OCPP-J 1.6 §3.1.2",
            "The subprotocol ocpp1.6 is asked for, and nothing goes on without it.",
            nameof(HandshakeTests.The_upgrade_asks_for_ocpp16_under_the_percent_encoded_identity),
            nameof(HandshakeTests.An_acceptance_on_other_terms_is_a_refusal)
        ),
        Rule.Of<HandshakeTests>(
                "OCPP-J 1.6 §3.2",
                "A refusal, 404 for an unknown identity among them, is followed by more attempts with growing pauses.",
                nameof(HandshakeTests.A_refusal_is_told_in_words)
            )
            .And<ReconnectTests>(
                nameof(ReconnectTests.Pauses_double_up_to_the_longest),
                nameof(ReconnectTests.Chargers_that_fail_together_do_not_return_together)
            ),
        Rule.Of<RpcSessionTests>(
                "OCPP-J 1.6 §4.1.1",
                "No call is sent while one is unanswered; the other side's calls are answered meanwhile.",
                nameof(RpcSessionTests.Only_one_call_may_be_pending),
                nameof(RpcSessionTests.A_call_is_accepted_while_ours_is_pending)
            )
            .And<BadInputTests>(nameof(BadInputTests.Calls_may_cross)),
        Rule.Of<BadInputTests>(
            "OCPP-J 1.6 §4.1.1",
            "An answer that comes after the time-out is not taken.",
            nameof(BadInputTests.A_late_answer_is_dropped)
        ),
        Rule.Of<BadInputTests>(
                "OCPP-J 1.6 §4.1.2",
                "A message is a JSON array in UTF-8; what is none has no answer, and the connection is kept.",
                nameof(BadInputTests.What_is_no_message_for_us_gets_no_reply_and_does_no_harm)
            )
            .And<RpcSessionTests>(nameof(RpcSessionTests.Invalid_utf8_and_deep_nesting_are_dropped)),
        Rule.Of<RpcSessionTests>(
            "OCPP-J 1.6 §4.1.3",
            "A message type that does not exist is ignored.",
            nameof(RpcSessionTests.What_cannot_be_answered_is_dropped_with_a_reason)
        ),
        Rule.Of<CornerTests>(
                "OCPP-J 1.6 §4.1.4",
                "A message id has at most 36 characters and is used for one message.",
                nameof(CornerTests.Message_ids_are_never_used_twice_not_even_by_a_namesake_made_later)
            )
            .And<QueueTests>(nameof(QueueTests.Message_ids_are_never_used_again_by_a_restarted_process))
            .And<BadInputTests>(nameof(BadInputTests.A_message_id_that_is_too_long_is_refused)),
        Rule.Of<FrameTests>(
            "OCPP-J 1.6 §4.2",
            "CALL has 4 elements, CALLRESULT 3 and CALLERROR 5, also when description and details are empty.",
            nameof(FrameTests.A_call_is_written_as_the_specification_shows_it),
            nameof(FrameTests.A_result_is_written_as_the_specification_shows_it),
            nameof(FrameTests.An_empty_payload_is_written_as_an_empty_object),
            nameof(FrameTests.An_error_has_five_elements_and_a_description_of_at_most_255_characters)
        ),
        Rule.Of<BadInputTests>(
                "OCPP-J 1.6 §4.2.3",
                "A call that is no proper message is answered by the CALLERROR that says why.",
                nameof(BadInputTests.Every_bad_call_gets_its_error_code),
                nameof(BadInputTests.A_call_of_a_charge_points_action_is_refused)
            )
            .And<RpcSessionTests>(nameof(RpcSessionTests.A_bad_call_is_answered_with_its_code)),
        Rule.Of<BadInputTests>(
            "OCPP-J 1.6 §4.2.3",
            "A call of a profile that is not there has the refusal of its own answer, else NotSupported.",
            nameof(BadInputTests.A_profile_that_is_not_there_answers_with_its_own_refusal),
            nameof(BadInputTests.A_profile_that_is_not_there_is_not_supported)
        ),
        Rule.Of<FailingCallTests>(
            "OCPP-J 1.6 §4.2.3",
            "A call that fails while it is handled is answered InternalError, and the charge point goes on.",
            nameof(FailingCallTests.A_call_that_fails_is_answered_InternalError_and_changes_nothing),
            nameof(FailingCallTests.A_call_that_fails_after_its_answer_has_that_answer_only),
            nameof(FailingCallTests.The_charge_point_goes_on_afterwards)
        ),
        Rule.Of<RpcSessionTests>(
                "OCPP-J 1.6 §4.2.3",
                "A CALLERROR of any code, and a result that is not valid, fail the call that they answer.",
                nameof(RpcSessionTests.A_call_error_in_any_form_fails_the_call)
            )
            .And<BadInputTests>(nameof(BadInputTests.An_answer_that_says_nothing_valid_is_a_failed_call)),
        Rule.Of<RpcSessionTests>(
            "OCPP-J 1.6 §4.2.3",
            "An answer is never answered, however wrong it is.",
            nameof(RpcSessionTests.An_answer_to_another_id_is_dropped_and_never_answered),
            nameof(RpcSessionTests.A_result_that_is_not_valid_fails_the_call_and_is_not_answered)
        ),
        Rule.Of<SchemaAgreementTests>(
                "OCPP-J 1.6 §4.2",
                "Payloads are as the JSON schemas have them, in both directions.",
                nameof(SchemaAgreementTests.Valid_payloads_are_valid_to_both_and_what_we_write_is_valid_to_the_schemas),
                nameof(SchemaAgreementTests.Payloads_with_one_thing_wrong_are_invalid_to_both)
            )
            .And<ShapeTests>(nameof(ShapeTests.All_39_actions_are_there_and_no_others)),
        Rule.Of<MessageTests>(
            "OCPP 1.6 §6, §7",
            "Integers keep the specification's minimum, lists their least length, and every value of an enum is known.",
            nameof(MessageTests.Integers_below_the_specifications_minimum_are_refused),
            nameof(MessageTests.Arrays_that_need_an_element_are_refused_when_empty),
            nameof(MessageTests.Every_enum_value_is_accepted_and_comes_back)
        ),
        Rule.Of<FrameTests>(
            "OCPP 1.6 §7.13, §7.14",
            "limit and minChargingRate have one digit after the point.",
            nameof(FrameTests.Limits_are_written_and_read_with_one_digit_after_the_point)
        ),
        Rule.Of<OcppDateTimeTests>(
            "OCPP 1.6 §3.14, §3.15",
            "Times are ISO 8601, with or without fractions and offset; those sent are UTC.",
            nameof(OcppDateTimeTests.Times_seen_in_the_field_are_read),
            nameof(OcppDateTimeTests.What_is_written_is_read_back_to_the_millisecond)
        ),
        Rule.Of<ReconnectTests>(
                "OCPP-J 1.6 §5.3",
                "With WebSocketPingInterval pings are sent, and a link without pongs is given up; 0 means none. Pings are answered.",
                nameof(ReconnectTests.Silence_after_a_ping_ends_the_link_and_life_keeps_it),
                nameof(ReconnectTests.Without_a_ping_interval_silence_is_borne)
            )
            .And<WebSocketLinkTests>(nameof(WebSocketLinkTests.A_ping_of_the_csms_is_answered_between_frames)),
        Rule.Of<HeartbeatTests>(
            "OCPP-J 1.6 §5.3",
            "Pings do not stand for the time: a Heartbeat is sent once in 24 hours at least.",
            nameof(HeartbeatTests.Once_a_day_the_clock_is_compared_however_much_else_is_sent)
        ),
        Rule.Of<QueueTests>(
                "OCPP-J 1.6 §5.4",
                "A call in flight when the connection breaks is not delivered: the message is sent again, and it was no attempt.",
                nameof(QueueTests.A_broken_link_is_no_failed_attempt)
            )
            .And<CornerTests>(nameof(CornerTests.A_boot_without_an_answer_is_repeated_at_once_on_a_new_connection)),
        Rule.Of<QueueTests>(
            "OCPP-J 1.6 §5.4",
            "After a reconnect without a reboot there is no BootNotification, and statuses are told if they have changed.",
            nameof(QueueTests.Statuses_of_an_outage_are_not_replayed_and_an_unchanged_one_is_not_sent)
        ),
    ];
}
