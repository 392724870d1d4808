using ChargePoints.Tests.StateMachine;
using ChargePoints.Tests.Wire;
using Simulation.Tests.Chaos;

namespace Conformance.Tests.Page.Rules;

/// <summary>Registration, heartbeats, statuses, availability and resets.</summary>
internal static class StationRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Of<BootTests>(
            "OCPP 1.6 §4.2",
            "Before the first acceptance nothing but BootNotification is sent, and nobody can charge.",
            nameof(BootTests.While_pending_it_answers_and_sends_nothing_by_itself),
            nameof(BootTests.Before_the_first_acceptance_nobody_can_charge)
        ),
        Rule.Of<BootTests>(
            "OCPP 1.6 §4.2",
            "While Rejected no call is sent or answered until the interval is over.",
            nameof(BootTests.A_rejected_boot_waits_its_interval_in_silence_and_boots_again)
        ),
        Rule.Of<BootTests>(
            "OCPP 1.6 §4.2",
            "An interval of 0 leaves the wait to the charge point; a boot without an answer is repeated.",
            nameof(BootTests.Without_an_interval_the_charge_point_picks_its_own_wait),
            nameof(BootTests.An_unanswered_or_failed_boot_is_repeated)
        ),
        Rule.Of<BootTests>(
            "OCPP 1.6 §4.2",
            "The CSMS may call before it has answered BootNotification.",
            nameof(BootTests.The_csms_may_call_before_it_answers_the_boot)
        ),
        Rule.Of<BootTests>(
                "OCPP 1.6 §4.2, §4.6",
                "The clock is that of the CSMS, from BootNotification and Heartbeat.",
                nameof(BootTests.The_clock_is_that_of_the_csms)
            )
            .And<ClockTests>(nameof(ClockTests.A_slow_answer_does_not_set_the_clock_back)),
        Rule.Of<HeartbeatTests>(
            "OCPP 1.6 §4.6",
            "HeartbeatInterval counts from the last call of any kind; a new one counts at once, and 0 means none.",
            nameof(HeartbeatTests.Any_other_call_takes_the_place_of_a_heartbeat),
            nameof(HeartbeatTests.A_new_interval_restarts_the_timer),
            nameof(HeartbeatTests.Interval_zero_means_no_periodic_heartbeat)
        ),
        Rule.Of<StatusTransitionsTests>(
                "OCPP 1.6 §4.9",
                "Statuses follow the table: its 53 transitions and no others.",
                nameof(StatusTransitionsTests.The_table_is_that_of_the_specification),
                nameof(StatusTransitionsTests.It_has_53_transitions)
            )
            .And<ManualStatusTests>(nameof(ManualStatusTests.Every_cell_is_reached_or_refused)),
        Rule.Of<StartTests>(
                "OCPP 1.6 §4.9",
                "An intent ends in Available when it is given up: tag shown again, or unplugged before any was accepted.",
                nameof(StartTests.The_same_tag_shown_again_before_the_cable_takes_the_intent_back),
                nameof(StartTests.Unplugged_before_anything_was_authorized)
            )
            .And<AvailabilityTests>(nameof(AvailabilityTests.In_preparing_the_intent_ends_first)),
        Rule.Of<StatusTests>(
            "OCPP 1.6 §4.9",
            "Connector 0 is Available, Unavailable or Faulted, whatever the others are.",
            nameof(StatusTests.A_fault_of_the_charge_point_is_reported_on_connector_zero)
        ),
        Rule.Of<ManualStatusTests>(
            "OCPP 1.6 §4.9",
            "Suspended by the car and by the EVSE is SuspendedEVSE.",
            nameof(ManualStatusTests.Pauses_of_both_sides_count_as_the_evse_s_and_are_lifted_by_Charging)
        ),
        Rule.Of<StatusTests>(
                "OCPP 1.6 §4.9",
                "A car that takes nothing is SuspendedEV, and its transaction goes on.",
                nameof(StatusTests.A_car_that_pauses_suspends_and_resumes)
            )
            .And<StopTests>(nameof(StopTests.Every_car_that_is_full_suspends_and_its_transaction_goes_on)),
        Rule.Of<StatusTests>(
                "OCPP 1.6 §4.9",
                "A fault that prevents charging is Faulted, and its end leads back to the status before.",
                nameof(StatusTests.A_fault_ends_the_transaction_and_its_end_leads_back),
                nameof(StatusTests.The_codes_of_a_fault_stay_the_same_while_it_lasts)
            )
            .And<ChaosTests>(nameof(ChaosTests.A_fault_makes_the_evse_faulted_until_it_ends)),
        Rule.Of<FaultTests>(
            "OCPP 1.6 §7.6",
            "EVCommunicationError is a warning with Preparing, SuspendedEV, SuspendedEVSE and Finishing, and never Faulted.",
            nameof(FaultTests.The_warning_stays_through_every_status_that_may_have_it_and_leaves_with_the_car),
            nameof(FaultTests.The_warning_goes_with_no_other_status)
        ),
        Rule.Of<StatusTests>(
                "OCPP 1.6 §9.1",
                "A status shorter than MinimumStatusDuration is not reported.",
                nameof(StatusTests.A_short_status_is_not_reported_when_a_minimum_is_set)
            )
            .And<TimeLimitTests>(nameof(TimeLimitTests.A_shorter_minimum_releases_the_status_that_waits)),
        Rule.Of<AvailabilityTests>(
            "OCPP 1.6 §5.2",
            "ChangeAvailability while a transaction runs is Scheduled and comes with its end; Operative calls it off.",
            nameof(AvailabilityTests.With_a_transaction_it_is_scheduled_and_comes_with_its_end),
            nameof(AvailabilityTests.Operative_calls_off_what_was_scheduled)
        ),
        Rule.Of<AvailabilityTests>(
            "OCPP 1.6 §5.2",
            "Connector 0 covers the charge point and all connectors, busy ones once they are free.",
            nameof(AvailabilityTests.Connector_zero_covers_all_and_busy_ones_follow_later),
            nameof(AvailabilityTests.Connector_zero_of_an_idle_charge_point_changes_at_once)
        ),
        Rule.Of<AvailabilityTests>(
            "OCPP 1.6 §5.2",
            "A connector that does not exist is Rejected.",
            nameof(AvailabilityTests.An_unknown_connector_is_rejected)
        ),
        Rule.Of<AvailabilityTests>(
            "OCPP 1.6 §5.2",
            "Availability survives resets and power losses; a change to what is already so is Accepted.",
            nameof(AvailabilityTests.It_survives_a_power_cut_and_a_reset),
            nameof(AvailabilityTests.An_idle_connector_changes_at_once_and_reports_it)
        ),
        Rule.Of<ResetTests>(
            "OCPP 1.6 §5.14",
            "Reset is answered before the charge point goes down.",
            nameof(ResetTests.An_idle_charge_point_answers_and_boots_again)
        ),
        Rule.Of<ResetTests>(
            "OCPP 1.6 §5.14",
            "A StopTransaction that a reset leaves unanswered is delivered after it.",
            nameof(ResetTests.An_unanswered_stop_is_kept_across_the_reset)
        ),
        Rule.Of<KillTests>(
                "OCPP 1.6 §3.7, §5.14",
                "What must last is kept over a loss of power: configuration, queue, registers, cars.",
                nameof(KillTests.The_register_is_never_less_than_it_was_seen_to_be),
                nameof(KillTests.The_owners_configuration_holds_until_a_key_is_changed)
            )
            .And<QueueTests>(nameof(QueueTests.A_killed_process_loses_no_queued_message))
            .And<ConfigurationCallsTests>(nameof(ConfigurationCallsTests.Configuration_survives_a_power_cut)),
    ];
}
