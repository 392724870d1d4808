using ChargePoints.Tests.SmartCharging;

namespace Conformance.Tests.Page.Rules;

/// <summary>Charging profiles.</summary>
internal static class SmartChargingRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
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
        Rule.Of<CompositionTests>(
            "OCPP 1.6 §3.13.3",
            "At every second the limit is the least of purposes, of each the highest level that covers it.",
            nameof(CompositionTests.Each_second_of_a_composite_schedule_is_as_the_model_has_it),
            nameof(CompositionTests.At_any_instant_the_limit_is_that_of_the_model_until_the_moment_told)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §3.13",
            "Recurring schedules begin anew each day or week; validity ends what a schedule would go on with.",
            nameof(CompositeScheduleTests.Recurring_begins_anew_and_ends_when_it_does),
            nameof(CompositeScheduleTests.Validity_ends_what_a_schedule_would_go_on_with)
        ),
        Rule.Of<CompositeScheduleTests>(
            "OCPP 1.6 §3.13",
            "W is the power of all phases, A the current of each, over numberPhases or three.",
            nameof(CompositeScheduleTests.Units_are_converted_at_nominal_voltage_over_the_phases_of_the_limit),
            nameof(CompositeScheduleTests.More_phases_than_there_are_leave_the_amperes_as_they_are)
        ),
        Rule.Of<PowerShareTests>(
                "OCPP 1.6 §3.13.1",
                "The sum of all connectors keeps the ChargePointMaxProfile.",
                nameof(PowerShareTests.The_rule_holds_for_any_claims),
                nameof(PowerShareTests.Two_cars_share_equally_and_one_alone_gets_all)
            )
            .And<LimitLifeTests>(nameof(LimitLifeTests.No_limit_is_ever_exceeded)),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §3.13, §4.9",
            "Power follows the limit at its instant; a limit of 0 is SuspendedEVSE.",
            nameof(MeterFollowsLimitTests.A_period_that_begins_lowers_and_raises_the_power_at_that_instant),
            nameof(MeterFollowsLimitTests.A_limit_of_0_suspends_and_the_end_of_it_resumes)
        ),
        Rule.Of<MeterFollowsLimitTests>(
            "OCPP 1.6 §3.13, §5.16",
            "Profiles hold offline and survive a reboot.",
            nameof(MeterFollowsLimitTests.Profiles_are_followed_offline),
            nameof(MeterFollowsLimitTests.After_a_boot_the_limits_hold_from_the_first_moment)
        ),
    ];
}
