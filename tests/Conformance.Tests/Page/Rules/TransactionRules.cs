using ChargePoints.Tests.Configuration;
using ChargePoints.Tests.Metering;
using ChargePoints.Tests.Reservations;
using ChargePoints.Tests.StateMachine;
using ChargePoints.Tests.Wire;

namespace Conformance.Tests.Page.Rules;

/// <summary>Authorization, transactions, their messages and meter values.</summary>
internal static class TransactionRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Of<StartTests>(
            "OCPP 1.6 §3.5.1",
            "A cached refusal and an expired entry are checked again online; without LocalPreAuthorize every tag is.",
            nameof(StartTests.A_cached_refusal_is_checked_again_online),
            nameof(StartTests.An_expired_cache_entry_is_checked_again),
            nameof(StartTests.Without_local_pre_authorization_a_cached_tag_is_asked_about)
        ),
        Rule.Of<AuthorizationCacheTests>(
            "OCPP 1.6 §3.5.1",
            "The answers to Authorize, StartTransaction and StopTransaction update the cache, which is kept over a loss of power.",
            nameof(AuthorizationCacheTests.The_answer_to_StartTransaction_updates_it),
            nameof(AuthorizationCacheTests.The_answer_to_StopTransaction_updates_it),
            nameof(AuthorizationCacheTests.It_survives_a_kill)
        ),
        Rule.Of<AuthorizationCacheTests>(
            "OCPP 1.6 §3.5.1",
            "A full cache gives up an entry that is not valid, else the oldest.",
            nameof(AuthorizationCacheTests.When_it_is_full_a_tag_that_is_not_valid_goes_first_and_then_the_oldest)
        ),
        Rule.Of<AuthorizationCacheTests>(
            "OCPP 1.6 §3.5.1",
            "Offline an entry that has expired starts nothing.",
            nameof(AuthorizationCacheTests.An_entry_that_has_expired_starts_nothing_offline)
        ),
        Rule.Of<QueueTests>(
            "OCPP 1.6 §3.5.1",
            "Offline a valid cached tag starts if LocalAuthorizeOffline allows it; a refused one never does.",
            nameof(QueueTests.An_offline_transaction_of_a_known_tag_is_reported_whole),
            nameof(QueueTests.A_cached_tag_does_not_start_offline_when_that_is_switched_off),
            nameof(QueueTests.A_tag_known_to_be_refused_does_not_start_offline_even_if_unknown_ones_may)
        ),
        Rule.Of<QueueTests>(
            "OCPP 1.6 §3.5.4",
            "Offline an unknown tag starts only if AllowOfflineTxForUnknownId is true.",
            nameof(QueueTests.An_unknown_tag_does_not_start_offline_unless_it_may)
        ),
        Rule.Of<StopTests>(
            "OCPP 1.6 §3.10",
            "A presented tag is never compared with a parentIdTag; tags match when their parents do.",
            nameof(StopTests.A_tag_is_never_compared_with_a_group),
            nameof(StopTests.A_tag_of_another_group_or_a_refused_one_stops_nothing)
        ),
        Rule.Of<AuthorizationCacheTests>(
            "OCPP 1.6 §4.8, §7.2",
            "ConcurrentTx in the answer to StartTransaction is no acceptance.",
            nameof(AuthorizationCacheTests.A_concurrent_transaction_stops_the_new_one_and_says_nothing_about_the_tag)
        ),
        Rule.Of<StartTests>(
            "OCPP 1.6 §4.9, §9.1",
            "Plugged in without a tag for ConnectionTimeOut ends in Finishing, and a later tag starts nothing.",
            nameof(StartTests.Plugged_in_without_a_tag_ends_in_finishing_and_a_later_tag_starts_nothing)
        ),
        Rule.Of<StartTests>(
            "OCPP 1.6 §4.8",
            "meterStart is the register of the meter, which is not set back between transactions.",
            nameof(StartTests.The_register_is_never_reset_between_transactions)
        ),
        Rule.Of<EvseMeterTests>(
            "OCPP 1.6 §4.8",
            "The register never falls.",
            nameof(EvseMeterTests.The_register_never_decreases_and_power_keeps_every_limit)
        ),
        Rule.Of<RemoteTests>(
            "OCPP 1.6 §5.11",
            "Without a connectorId the charge point takes a free one, and rejects if there is none.",
            nameof(RemoteTests.Without_a_connector_it_takes_one_that_is_free),
            nameof(RemoteTests.Without_a_connector_and_with_none_free_it_is_rejected)
        ),
        Rule.Of<RemoteTests>(
            "OCPP 1.6 §5.11",
            "A connector that is unknown, Unavailable or Faulted is rejected; a tag that is then refused starts nothing.",
            nameof(RemoteTests.A_connector_that_does_not_exist_is_rejected),
            nameof(RemoteTests.A_connector_that_cannot_charge_is_rejected),
            nameof(RemoteTests.A_tag_that_the_csms_then_refuses_starts_nothing)
        ),
        Rule.Of<BootTests>(
            "OCPP 1.6 §4.2, §5.11, §5.12",
            "While registration is Pending remote starts and stops are rejected.",
            nameof(BootTests.While_pending_it_answers_and_sends_nothing_by_itself)
        ),
        Rule.Of<ReservedConnectorTests>(
            "OCPP 1.6 §5.11, §5.13",
            "A connector that is reserved for somebody else is rejected.",
            nameof(ReservedConnectorTests.A_remote_start_of_the_reserved_tag_uses_it_and_any_other_is_rejected)
        ),
        Rule.Of<RemoteTests>(
            "OCPP 1.6 §5.11",
            "Without smart charging a charging profile is ignored.",
            nameof(RemoteTests.A_profile_of_another_purpose_is_refused_or_ignored_without_smart_charging)
        ),
        Rule.Of<RemoteTests>(
            "OCPP 1.6 §4.8",
            "Any integer is a transactionId, whatever the status that comes with it.",
            nameof(RemoteTests.Any_integer_is_a_transaction_id)
        ),
        Rule.Of<StopTests>(
            "OCPP 1.6 §4.10",
            "A stop by the charge point itself has no idTag.",
            nameof(StopTests.A_stop_by_the_charge_point_itself_names_no_tag)
        ),
        Rule.Of<StopTests>(
                "OCPP 1.6 §4.8",
                "After DeAuthorized the cable stays locked until the same tag or one of its group is shown.",
                nameof(StopTests.A_tag_that_is_refused_in_the_start_answer_stops_the_transaction_and_keeps_the_cable)
            )
            .And<CornerTests>(
                nameof(CornerTests.A_cable_kept_after_DeAuthorized_is_freed_by_the_group_of_its_tag_only)
            ),
        Rule.Of<StatusTests>(
                "OCPP 1.6 §4.10, §7.36",
                "A fault that prevents charging stops the transaction with reason Other; the emergency button has a reason of its own.",
                nameof(StatusTests.A_fault_ends_the_transaction_and_its_end_leads_back)
            )
            .And<StopTests>(nameof(StopTests.A_stop_by_the_charge_point_itself_names_no_tag)),
        Rule.Of<StopTests>(
            "OCPP 1.6 §9.1",
            "With UnlockConnectorOnEVSideDisconnect false the plug stays locked until the tag is shown again.",
            nameof(StopTests.A_plug_that_stayed_locked_is_released_by_the_same_tag)
        ),
        Rule.Of<StopTests>(
            "OCPP 1.6 §9.1",
            "MaxEnergyOnInvalidId is delivered, and no more.",
            nameof(StopTests.Some_energy_may_be_granted_to_a_refused_tag)
        ),
        Rule.Of<StopTests>(
            "OCPP 1.6 §9.1",
            "Pulled at the car with StopTransactionOnEVSideDisconnect false, charging may go on once it is plugged in again.",
            nameof(StopTests.Pulled_at_the_car_without_a_stop_it_waits_and_goes_on_when_plugged_in_again)
        ),
        Rule.Of<QueueTests>(
            "OCPP 1.6 §3.7",
            "Transaction messages are delivered in order; new ones wait, other messages may overtake.",
            nameof(QueueTests.Messages_wait_behind_one_that_is_repeated_and_others_overtake)
        ),
        Rule.Of<QueueTests>(
            "OCPP 1.6 §3.7, §9.1",
            "What the CSMS fails to process is sent TransactionMessageAttempts times in all with growing waits; silence counts as failure.",
            nameof(QueueTests.A_failed_message_is_repeated_with_growing_waits_and_then_given_up),
            nameof(QueueTests.A_time_out_counts_as_a_failure),
            nameof(QueueTests.Zero_attempts_count_as_one)
        ),
        Rule.Of<QueueTests>(
            "OCPP 1.6 §4.8",
            "What was made before the start was answered gets the transactionId then, and -1 when the start is given up.",
            nameof(QueueTests.Stop_pressed_before_the_start_was_answered_waits_for_the_id),
            nameof(QueueTests.A_failed_message_is_repeated_with_growing_waits_and_then_given_up)
        ),
        Rule.Of<CornerTests>(
            "OCPP 1.6 §3.7",
            "A full queue gives up intermediate meter values and never a start or stop.",
            nameof(CornerTests.A_full_queue_drops_intermediate_values_and_never_the_ends)
        ),
        Rule.Of<MeterValuesTests>(
            "OCPP 1.6 §3.16",
            "Interval 0 switches the samples off, and there are none outside transactions; a new interval counts at once.",
            nameof(MeterValuesTests.No_samples_outside_transactions_and_none_with_interval_zero),
            nameof(MeterValuesTests.A_new_interval_holds_from_then_on)
        ),
        Rule.Of<MeterValuesTests>(
            "OCPP 1.6 §3.16",
            "Aligned values fall on the grid of the charge point's clock, also without a transaction.",
            nameof(MeterValuesTests.Aligned_values_fall_on_the_grid_inside_and_outside_transactions),
            nameof(MeterValuesTests.Aligned_values_follow_the_charge_points_own_clock)
        ),
        Rule.Of<MeterValuesTests>(
                "OCPP 1.6 §9.1",
                "A list with a measurand that is not supported is rejected whole, and so is one longer than its companion MaxLength.",
                nameof(MeterValuesTests.An_unsupported_measurand_changes_nothing)
            )
            .And<ConfigurationViewTests>(
                nameof(ConfigurationViewTests.A_list_longer_than_its_companion_says_is_refused)
            ),
        Rule.Of<MeterValuesTests>(
            "OCPP 1.6 §3.16",
            "An empty list means the energy register.",
            nameof(MeterValuesTests.An_empty_list_means_the_energy_register)
        ),
        Rule.Of<MeterValuesTests>(
                "OCPP 1.6 §3.16, §9.1",
                "A measurand is reported for every phase that there is, or for the one that its entry names; those of the main meter are of connector 0, at the inlet.",
                nameof(MeterValuesTests.Samples_come_exactly_at_the_interval_with_all_measurands),
                nameof(MeterValuesTests.An_entry_with_a_phase_is_that_phase_alone)
            )
            .And<MeterReadingsTests>(nameof(MeterReadingsTests.The_main_meter_shows_sums_at_the_inlet)),
        Rule.Of<MeterReadingsTests>(
            "OCPP 1.6 §3.16",
            "Values agree over phases and measurands, and .Interval energies add up to the register.",
            nameof(MeterReadingsTests.Three_phase_values_agree_with_each_other_on_the_wire),
            nameof(MeterReadingsTests.Interval_energies_add_up_to_the_growth_of_the_register)
        ),
        Rule.Of<MeterValuesTests>(
            "OCPP 1.6 §4.10, §9.1",
            "transactionData has Transaction.Begin, Transaction.End and the samples between, thinned out where it is too long; without measurands there is none.",
            nameof(MeterValuesTests.Transaction_data_has_begin_end_and_the_samples_between),
            nameof(MeterValuesTests.Transaction_data_has_aligned_values_when_they_are_configured),
            nameof(MeterValuesTests.Transaction_data_is_thinned_out_but_keeps_begin_and_end),
            nameof(MeterValuesTests.Without_measurands_for_it_there_is_no_transaction_data)
        ),
    ];
}
