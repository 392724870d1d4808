using ChargePoints.Tests.Configuration;
using ChargePoints.Tests.LocalAuthList;
using ChargePoints.Tests.Reservations;
using ChargePoints.Tests.StateMachine;
using ChargePoints.Tests.Triggers;
using ChargePoints.Tests.Wire;

namespace Conformance.Tests.Page.Rules;

/// <summary>The CSMS's other operations.</summary>
internal static class OperationRules
{
    public static IReadOnlyList<Rule> All { get; } = [.. Triggers, .. Reservations, .. Lists, .. Configuration];

    private static IReadOnlyList<Rule> Triggers =>
        [
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §5.17",
                "The answer comes first, then the message.",
                nameof(TriggerMessageTests.A_heartbeat_comes_after_the_answer)
            ),
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §5.17",
                "Without a connectorId all connectors are meant; where it means nothing to the message it is ignored.",
                nameof(TriggerMessageTests.Without_a_connector_the_statuses_of_all),
                nameof(TriggerMessageTests.A_connector_that_means_nothing_to_the_message_is_ignored)
            ),
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §5.17, §7.44",
                "A message that the charge point does not have is NotImplemented.",
                nameof(TriggerMessageTests.Without_firmware_management_its_messages_are_not_implemented)
            ),
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §3.16, §5.17",
                "Triggered meter values are those of MeterValuesSampledData now, with context Trigger and the running transaction.",
                nameof(TriggerMessageTests.Meter_values_of_one_connector_with_its_transaction)
            ),
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §4.2, §5.17",
                "BootNotification is Rejected once registration is accepted.",
                nameof(TriggerMessageTests.Accepted_already_a_boot_notification_is_rejected)
            ),
            Rule.Of<TriggerMessageTests>(
                "OCPP 1.6 §4.2, §5.17",
                "While Pending what is triggered is sent, and nothing else.",
                nameof(TriggerMessageTests.Pending_what_is_asked_for_is_sent_and_nothing_else),
                nameof(TriggerMessageTests.Pending_a_boot_notification_comes_before_its_time)
            ),
        ];

    private static IReadOnlyList<Rule> Reservations =>
        [
            Rule.Of<ReserveNowTests>(
                "OCPP 1.6 §5.13",
                "A known reservationId replaces the reservation; a reserved connector is Occupied to any other.",
                nameof(ReserveNowTests.The_same_id_replaces_the_reservation),
                nameof(ReserveNowTests.A_reserved_connector_is_Occupied_for_the_same_tag_too)
            ),
            Rule.Of<ReserveNowTests>(
                "OCPP 1.6 §5.13",
                "A connector that does not exist, or a date that is past, is Rejected.",
                nameof(ReserveNowTests.An_unknown_connector_and_a_date_in_the_past_are_Rejected)
            ),
            Rule.Of<ReserveNowTests>(
                "OCPP 1.6 §5.2, §5.13",
                "The status of the connector decides, whatever that of the charge point.",
                nameof(ReserveNowTests.A_connector_that_is_operative_can_be_reserved_whatever_the_charge_point_is)
            ),
            Rule.Of<ConnectorZeroTests>(
                "OCPP 1.6 §5.13",
                "A reservation of connector 0 keeps one connector free at all times.",
                nameof(ConnectorZeroTests.With_more_than_one_free_nothing_shows_until_one_is_left),
                nameof(ConnectorZeroTests.One_connector_is_kept_free_for_each)
            ),
            Rule.Of<ReservedConnectorTests>(
                "OCPP 1.6 §5.13",
                "The group is looked up in list and cache, else by Authorize; a tag is never compared with it.",
                nameof(ReservedConnectorTests.The_group_is_looked_up_in_the_list_and_the_cache_before),
                nameof(ReservedConnectorTests.A_tag_is_never_compared_with_a_group)
            ),
            Rule.Of<ReservedConnectorTests>(
                "OCPP 1.6 §5.13",
                "A reservation ends when its connector is Faulted or Unavailable, and lasts over a loss of power.",
                nameof(ReservedConnectorTests.A_fault_ends_it),
                nameof(ReservedConnectorTests.Unavailable_ends_it_and_goes_there_directly),
                nameof(ReservedConnectorTests.A_power_loss_does_not_end_it_but_its_date_does),
                nameof(ReservedConnectorTests.A_reset_does_not_end_it)
            ),
        ];

    private static IReadOnlyList<Rule> Lists =>
        [
            Rule.Of<SendLocalListTests>(
                "OCPP 1.6 §5.15",
                "A full update replaces the list; a differential one adds, changes and deletes.",
                nameof(SendLocalListTests.A_full_update_replaces_the_list_and_sets_its_version),
                nameof(SendLocalListTests.A_differential_update_adds_changes_and_deletes),
                nameof(SendLocalListTests.An_empty_differential_update_changes_nothing_but_the_version)
            ),
            Rule.Of<SendLocalListTests>(
                "OCPP 1.6 §5.10, §6.28, §6.41",
                "0 and -1 are no versions to send; a list that is switched off or not there has version -1.",
                nameof(SendLocalListTests.The_versions_that_mean_something_else_fail),
                nameof(SendLocalListTests.Switched_off_the_list_is_hidden_and_kept),
                nameof(SendLocalListTests.Without_the_profile_there_is_no_list)
            ),
            Rule.Of<SendLocalListTests>(
                "OCPP 1.6 §5.15, §9.2",
                "An update that is too long, or a full one with an entry that has no idTagInfo, fails.",
                nameof(SendLocalListTests.More_entries_than_SendLocalListMaxLength_fail),
                nameof(SendLocalListTests.A_list_that_would_be_longer_than_LocalAuthListMaxLength_fails),
                nameof(SendLocalListTests.A_full_entry_without_idTagInfo_fails)
            ),
            Rule.Of<SendLocalListTests>(
                "OCPP 1.6 §3.5.2",
                "The list survives a loss of power; an update that fails changes nothing.",
                nameof(SendLocalListTests.An_accepted_update_is_durable_before_it_is_answered_and_survives_a_kill),
                nameof(SendLocalListTests.A_tag_twice_fails_whatever_its_case_and_nothing_is_applied)
            ),
            Rule.Of<ListedTagTests>(
                "OCPP 1.6 §3.5.3",
                "The list decides before the cache; offline a listed tag that is not valid is refused always.",
                nameof(ListedTagTests.The_cache_never_overrides_the_list),
                nameof(ListedTagTests.Offline_a_listed_tag_that_is_not_valid_is_refused_always)
            ),
            Rule.Of<ListedTagTests>(
                "OCPP 1.6 §3.5.2, §3.5.3",
                "Tags of the list are never in the cache.",
                nameof(ListedTagTests.The_cache_never_overrides_the_list),
                nameof(ListedTagTests.What_was_cached_while_the_list_was_hidden_is_no_longer_cached)
            ),
            Rule.Of<ListedTagTests>(
                "OCPP 1.6 §3.5.2, §4.1",
                "Online a listed tag that is valid starts without asking only with LocalPreAuthorize; any other is asked about.",
                nameof(ListedTagTests.With_local_pre_authorization_a_valid_listed_tag_starts_without_asking),
                nameof(ListedTagTests.Without_local_pre_authorization_a_listed_tag_is_asked_about),
                nameof(ListedTagTests.A_listed_tag_that_is_not_valid_is_asked_about_online_and_the_csms_decides)
            ),
            Rule.Of<ListedTagTests>(
                "OCPP 1.6 §3.5.2, §7.1",
                "Offline a listed tag starts if LocalAuthorizeOffline allows it, until its expiryDate.",
                nameof(ListedTagTests.Offline_a_valid_listed_tag_starts_if_LocalAuthorizeOffline),
                nameof(ListedTagTests.An_entry_expires_by_the_chargers_clock)
            ),
            Rule.Of<ListedTagTests>(
                "OCPP 1.6 §3.5.3, §7.6",
                "A CSMS that contradicts the list is told LocalListConflict on connector 0.",
                nameof(ListedTagTests.A_csms_that_contradicts_the_list_is_told_by_a_warning_of_connector_0)
            ),
        ];

    private static IReadOnlyList<Rule> Configuration =>
        [
            Rule.Of<ConfigurationCallsTests>(
                "OCPP 1.6 §5.8",
                "Known and unknown keys are told apart, and more than GetConfigurationMaxKeys are refused.",
                nameof(ConfigurationCallsTests.Known_and_unknown_keys_are_told_apart),
                nameof(ConfigurationCallsTests.More_keys_than_allowed_are_refused_and_just_as_many_are_not)
            ),
            Rule.Of<ConfigurationViewTests>(
                "OCPP 1.6 §5.3, §9",
                "Every key takes valid values, refuses others and keeps its access.",
                nameof(ConfigurationViewTests.Every_key_takes_valid_values_refuses_others_and_keeps_its_access)
            ),
            Rule.Of<ConfigurationCallsTests>(
                "OCPP 1.6 §5.3",
                "Unknown keys are NotSupported, read-only keys and bad values Rejected, and nothing changes.",
                nameof(ConfigurationCallsTests.Each_change_gets_its_status)
            ),
            Rule.Of<StartTests>(
                "OCPP 1.6 §5.4",
                "Without a cache ClearCache is rejected.",
                nameof(StartTests.Without_the_cache_every_tag_is_asked_about_and_clearing_it_is_rejected)
            ),
            Rule.Of<CornerTests>(
                "OCPP 1.6 §4.3, §5.6",
                "DataTransfer goes either way.",
                nameof(CornerTests.Our_own_DataTransfer_is_sent_and_its_answer_told)
            ),
        ];
}
