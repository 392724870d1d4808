using ChargePoints.Tests.SmartCharging;

namespace Conformance.Tests.Page.Rules;

/// <summary>Charging profiles.</summary>
internal static class SmartChargingRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Of<SetChargingProfileTests>(
            "OCPP 1.6 §3.13, §5.16",
            "Without smart charging its calls are CALLERROR NotSupported, and profiles limit nothing.",
            nameof(SetChargingProfileTests.Without_smart_charging_all_its_calls_are_not_supported),
            nameof(SetChargingProfileTests.Profiles_limit_nothing_once_smart_charging_is_taken_away)
        ),
        Rule.Of<SetChargingProfileTests>(
            "OCPP 1.6 §5.16",
            "A profile that breaks a rule or a limit of the keys is rejected and changes nothing.",
            nameof(SetChargingProfileTests.A_profile_that_breaks_a_rule_is_rejected_and_changes_nothing),
            nameof(SetChargingProfileTests.What_the_keys_allow_is_accepted_up_to_the_last_one),
            nameof(SetChargingProfileTests.Only_the_units_of_the_key_are_accepted)
        ),
        Rule.Of<SetChargingProfileTests>(
            "OCPP 1.6 §5.16",
            "An unknown connector or a value that is none of its enum is PropertyConstraintViolation.",
            nameof(
                SetChargingProfileTests.A_connector_that_does_not_exist_and_enums_that_do_not_are_constraint_violations
            )
        ),
        Rule.Of<SetChargingProfileTests>(
            "OCPP 1.6 §3.13.2, §5.16",
            "The same id, or the same purpose and stackLevel, replaces, at once even by one that is not valid yet.",
            nameof(SetChargingProfileTests.The_same_id_or_the_same_level_of_a_stack_replaces),
            nameof(SetChargingProfileTests.Replaced_by_one_that_is_not_valid_yet_the_old_one_is_gone_now)
        ),
        Rule.Of<SetChargingProfileTests>(
                "OCPP 1.6 §3.13.1",
                "A TxProfile is for the running transaction and goes with it.",
                nameof(SetChargingProfileTests.A_TxProfile_is_for_the_running_transaction_only),
                nameof(SetChargingProfileTests.A_TxProfile_goes_with_its_transaction)
            )
            .And<RemoteStartProfileTests>(
                nameof(RemoteStartProfileTests.It_waits_for_the_car_and_counts_from_the_start_of_the_transaction)
            ),
        Rule.Of<RemoteStartProfileTests>(
            "OCPP 1.6 §3.13.1, §5.11",
            "The profile of a remote start is bound to its transaction, and goes with a start that comes to nothing; one that breaks a rule refuses it.",
            nameof(RemoteStartProfileTests.Without_authorization_of_remote_starts_it_is_bound_just_the_same),
            nameof(RemoteStartProfileTests.A_start_that_comes_to_nothing_takes_its_profile_along),
            nameof(RemoteStartProfileTests.A_transactionId_or_a_broken_rule_is_rejected)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §3.13.1",
            "TxProfile overrules TxDefaultProfile for the whole transaction, whatever its schedule covers; a quirk falls back.",
            nameof(CompositeScheduleTests.Case_066_three_purposes),
            nameof(CompositeScheduleTests.With_the_quirk_an_expired_TxProfile_reveals_the_default)
        ),
        Rule.Of<CompositeScheduleTests>(
                "OCPP 1.6 §3.13.1",
                "A new TxDefaultProfile holds for a running transaction at once; without one it is unconstrained.",
                nameof(CompositeScheduleTests.Case_082_a_default_for_a_transaction_that_runs_holds_at_once)
            )
            .And<ClearChargingProfileTests>(
                nameof(ClearChargingProfileTests.Cleared_defaults_leave_a_running_transaction_unconstrained_at_once)
            ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §3.13.1",
            "The TxDefaultProfile of a connector stands before that of connector 0.",
            nameof(CompositeScheduleTests.A_profile_of_one_connector_stands_before_that_of_all_of_them)
        ),
        Rule.Of<ClearChargingProfileTests>(
            "OCPP 1.6 §5.5",
            "With an id the other fields are ignored; without it all that are given must match; nothing found is Unknown.",
            nameof(ClearChargingProfileTests.An_id_is_enough_and_the_other_fields_are_ignored),
            nameof(ClearChargingProfileTests.What_matches_all_that_is_given_goes),
            nameof(ClearChargingProfileTests.What_matches_nothing_is_unknown_and_changes_nothing)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §5.7",
            "An unknown connector is rejected; connector 0 is what the charge point takes from the grid.",
            nameof(CompositeScheduleTests.A_connector_that_does_not_exist_and_a_time_that_is_none_are_rejected),
            nameof(CompositeScheduleTests.Connector_0_is_what_the_charge_point_takes_from_the_grid)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §5.7",
            "The unit is the one asked for, else that of the profile that rules, else one of ChargingScheduleAllowedChargingRateUnit.",
            nameof(CompositeScheduleTests.Without_a_unit_asked_for_it_is_one_of_those_that_the_key_has),
            nameof(CompositeScheduleTests.Units_are_converted_at_nominal_voltage_over_the_phases_of_the_limit)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §6.22, errata",
            "There is no startSchedule within the composite schedule; a quirk repeats scheduleStart there.",
            nameof(CompositeScheduleTests.Case_056_a_default_is_there_before_anybody_charges),
            nameof(CompositeScheduleTests.With_the_quirk_the_start_is_inside_too)
        ),
        Rule.Of<CompositionTests>(
            "OCPP 1.6 §3.13.3",
            "At every second the limit is the least of purposes, of each the highest level that covers it.",
            nameof(CompositionTests.Each_second_of_a_composite_schedule_is_as_the_model_has_it),
            nameof(CompositionTests.A_second_in_which_the_limit_changes_is_reported_with_the_least_of_them),
            nameof(CompositionTests.At_any_instant_the_limit_is_that_of_the_model_until_the_moment_told)
        ),
        Rule.Of<CompositeScheduleTests>(
                "OCPP 1.6 §3.13, §7.13",
                "An absolute schedule without startSchedule begins with its receipt; a duration of 0 is none.",
                nameof(
                    CompositeScheduleTests.Without_startSchedule_an_absolute_one_counts_from_the_second_in_which_it_came
                ),
                nameof(CompositeScheduleTests.A_duration_of_0_is_none)
            )
            .And<MeterFollowsLimitTests>(
                nameof(
                    MeterFollowsLimitTests.Without_startSchedule_an_absolute_schedule_counts_from_its_receipt_whatever_the_clock_is_set_to
                )
            ),
        Rule.Of<CompositeScheduleTests>(
                "OCPP 1.6 §3.13, §7.10",
                "Relative schedules count from the start of the transaction, absolute ones follow the clock.",
                nameof(CompositeScheduleTests.Case_057_a_TxProfile_counts_from_the_start_of_its_transaction)
            )
            .And<MeterFollowsLimitTests>(
                nameof(MeterFollowsLimitTests.Absolute_schedules_follow_the_chargers_clock_and_relative_ones_do_not)
            ),
        Rule.Of<CompositeScheduleTests>(
                "OCPP 1.6 §3.13",
                "Recurring schedules begin anew each day or week; validity ends what a schedule would go on with.",
                nameof(CompositeScheduleTests.Recurring_begins_anew_and_ends_when_it_does),
                nameof(CompositeScheduleTests.Validity_ends_what_a_schedule_would_go_on_with)
            )
            .And<MeterFollowsLimitTests>(
                nameof(MeterFollowsLimitTests.A_recurring_schedule_is_kept_day_after_day_also_where_clocks_change)
            ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §3.13",
            "W is the power of all phases, A the current of each, over numberPhases or three.",
            nameof(CompositeScheduleTests.Units_are_converted_at_nominal_voltage_over_the_phases_of_the_limit),
            nameof(CompositeScheduleTests.More_phases_than_there_are_leave_the_amperes_as_they_are)
        ),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §7.14, §9.4",
            "A limit for fewer phases than the car uses is kept in sum, or by charging on one with ConnectorSwitch3to1PhaseSupported.",
            nameof(MeterFollowsLimitTests.A_limit_for_one_phase_is_kept_in_sum_when_the_phases_cannot_be_switched),
            nameof(MeterFollowsLimitTests.With_phases_that_can_be_switched_a_limit_for_one_phase_charges_on_one),
            nameof(MeterFollowsLimitTests.A_one_phase_car_gets_the_amperes_of_the_limit_on_its_phase)
        ),
        Rule.Of<PowerShareTests>(
            "OCPP 1.6 §7.13",
            "minChargingRate is a hint: it is kept where there is room.",
            nameof(PowerShareTests.MinChargingRate_is_kept_where_there_is_room_for_it)
        ),
        Rule.Of<PowerShareTests>(
                "OCPP 1.6 §3.13.1",
                "The sum of all connectors keeps the ChargePointMaxProfile.",
                nameof(PowerShareTests.The_rule_holds_for_any_claims),
                nameof(PowerShareTests.Two_cars_share_equally_and_one_alone_gets_all),
                nameof(PowerShareTests.What_one_car_does_not_need_the_other_gets),
                nameof(PowerShareTests.Who_does_not_fit_waits_suspended_until_there_is_room)
            )
            .And<CompositionTests>(
                nameof(CompositionTests.At_any_instant_the_shares_keep_the_limit_of_all_and_leave_nothing_of_it),
                nameof(CompositionTests.Connector_0_is_the_lesser_of_its_limit_and_the_sum_of_the_connectors)
            )
            .And<LimitLifeTests>(nameof(LimitLifeTests.No_limit_is_ever_exceeded)),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §3.13, §4.9",
            "Power follows the limit at its instant; a limit of 0 is SuspendedEVSE.",
            nameof(MeterFollowsLimitTests.A_period_that_begins_lowers_and_raises_the_power_at_that_instant),
            nameof(MeterFollowsLimitTests.A_limit_of_0_suspends_and_the_end_of_it_resumes),
            nameof(MeterFollowsLimitTests.Less_than_6_A_per_phase_cannot_be_offered)
        ),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §3.16, §7.31",
            "Power.Offered and Current.Offered are what the limits leave, of a connector and of all.",
            nameof(MeterFollowsLimitTests.Offered_power_and_current_follow),
            nameof(MeterFollowsLimitTests.Before_a_transaction_what_one_would_begin_with_is_offered)
        ),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §3.13, §5.16",
            "Profiles hold offline and survive a reboot.",
            nameof(MeterFollowsLimitTests.Profiles_are_followed_offline),
            nameof(MeterFollowsLimitTests.After_a_boot_the_limits_hold_from_the_first_moment)
        ),
    ];
}
