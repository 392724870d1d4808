using ChargePoints.Tests.Diagnostics;
using ChargePoints.Tests.Firmware;
using Simulation.Tests.Logs;
using Simulation.Tests.Transfers;

namespace Conformance.Tests.Page.Rules;

/// <summary>Firmware, diagnostics and logs, plain and of the security extension, and the transfers behind them.</summary>
internal static class FileRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [.. Firmware, .. Diagnostics, .. SignedFirmware, .. Logs, .. Transfers];

    private static IReadOnlyList<Rule> Firmware =>
        [
            Rule.Of<UpdateFirmwareTests>(
                    "OCPP 1.6 §5.19",
                    "The file is fetched at retrieveDate, at once if that has passed.",
                    nameof(UpdateFirmwareTests.It_waits_for_the_retrieve_date_by_its_own_clock)
                )
                .And<FirmwareCornerTests>(nameof(FirmwareCornerTests.A_retrieve_date_that_has_passed_is_now)),
            Rule.Of<UpdateFirmwareTests>(
                    "OCPP 1.6 §5.19, §6.55",
                    "A download is tried again retries times, retryInterval apart; without them the charge point decides.",
                    nameof(UpdateFirmwareTests.Attempts_are_retries_and_one_and_then_it_has_failed),
                    nameof(UpdateFirmwareTests.An_attempt_that_succeeds_late_is_a_success),
                    nameof(UpdateFirmwareTests.Without_retries_in_the_request_the_defaults_hold)
                )
                .And<FirmwareCornerTests>(
                    nameof(FirmwareCornerTests.Retries_that_make_no_sense_come_down_to_the_least)
                ),
            Rule.Of<UpdateFirmwareTests>(
                "OCPP 1.6 §9",
                "A protocol that is not among SupportedFileTransferProtocols is DownloadFailed.",
                nameof(UpdateFirmwareTests.What_cannot_be_fetched_is_not_tried)
            ),
            Rule.Of<UpdateFirmwareTests>(
                    "OCPP 1.6 §4.5",
                    "Running transactions end first; free connectors are Unavailable until it is installed.",
                    nameof(UpdateFirmwareTests.Running_transactions_end_first_and_no_new_one_starts),
                    nameof(UpdateFirmwareTests.A_driver_who_has_not_started_is_turned_away),
                    nameof(UpdateFirmwareTests.A_connector_that_the_operator_put_out_of_use_stays_so)
                )
                .And<FirmwareCornerTests>(
                    nameof(FirmwareCornerTests.A_reservation_ends_and_none_is_taken_while_it_is_installed),
                    nameof(
                        FirmwareCornerTests.A_fault_that_clears_during_the_installation_leaves_the_connector_Unavailable
                    )
                ),
            Rule.Of<UpdateFirmwareTests>(
                "OCPP 1.6 §4.5",
                "Installed is told after the restart, once the CSMS has accepted BootNotification with the new firmwareVersion.",
                nameof(UpdateFirmwareTests.Installed_is_told_only_once_registration_is_accepted)
            ),
            Rule.Of<UpdateFirmwareTests>(
                "OCPP 1.6 §4.5, §5.19",
                "A second request takes the place of the first until that is being installed.",
                nameof(UpdateFirmwareTests.A_second_request_takes_the_place_of_the_first_until_it_is_installed)
            ),
            Rule.Of<UpdateFirmwareTests>(
                "OCPP 1.6 §4.5",
                "Statuses that could not be told offline are told in order afterwards; a reset or a loss of power costs a phase at most.",
                nameof(UpdateFirmwareTests.What_could_not_be_told_offline_is_told_in_order_afterwards),
                nameof(UpdateFirmwareTests.A_reset_during_the_download_only_begins_it_anew),
                nameof(UpdateFirmwareTests.A_kill_at_any_time_costs_no_more_than_the_phase_it_hits)
            ),
            Rule.Of<FirmwareCornerTests>(
                "OCPP 1.6 §4.5, §5.17",
                "Idle is told on a trigger only; during an update the trigger tells how far it has come.",
                nameof(FirmwareCornerTests.A_trigger_tells_how_far_it_has_come_and_otherwise_Idle)
            ),
            Rule.Of<UpdateFirmwareTests>(
                "OCPP 1.6 §5.19; security whitepaper §3",
                "Switched off, or with signed firmware only, UpdateFirmware is NotSupported.",
                nameof(UpdateFirmwareTests.With_the_profile_switched_off_it_is_not_supported),
                nameof(UpdateFirmwareTests.Where_only_signed_firmware_is_taken_a_plain_request_is_not_supported)
            ),
        ];

    private static IReadOnlyList<Rule> Diagnostics =>
        [
            Rule.Of<UploadTests>(
                    "OCPP 1.6 §5.9",
                    "Diagnostics are of the time asked for; without anything of it there is no file name.",
                    nameof(UploadTests.The_time_asked_for_is_that_of_its_own_clock),
                    nameof(UploadTests.Without_anything_in_that_time_there_is_no_file)
                )
                .And<DiagnosticsFileTests>(nameof(DiagnosticsFileTests.Only_the_log_of_the_time_asked_for_is_in_it)),
            Rule.Of<DiagnosticsFileTests>(
                "OCPP 1.6 §4.4",
                "The file is the charge point's own log and state, without its secrets.",
                nameof(DiagnosticsFileTests.Diagnostics_tell_what_it_is_how_it_stands_and_what_happened),
                nameof(DiagnosticsFileTests.Local_list_reservations_and_charging_profiles_are_in_it),
                nameof(DiagnosticsFileTests.All_parts_of_the_saved_state_are_in_it_but_those_that_hold_secrets)
            ),
            Rule.Of<UploadTests>(
                "OCPP 1.6 §5.9, §6.25",
                "An upload is tried again retries times, retryInterval apart, whatever the server answers.",
                nameof(UploadTests.Attempts_are_retries_and_one_and_then_it_has_failed),
                nameof(UploadTests.Whatever_a_server_answers_is_tried_again)
            ),
            Rule.Of<UploadTests>(
                "OCPP 1.6 §4.4",
                "A second GetDiagnostics takes the place of the first; an upload that a restart interrupts has failed.",
                nameof(UploadTests.A_new_request_takes_the_place_of_the_one_under_way),
                nameof(UploadTests.An_upload_that_a_restart_interrupts_has_failed)
            ),
        ];

    private static IReadOnlyList<Rule> SignedFirmware =>
        [
            Rule.Of<SignedUpdateFirmwareTests>(
                "Security whitepaper, use case L01",
                "A signing certificate that the manufacturer's root did not issue directly is refused, with an event, and nothing else changes.",
                nameof(SignedUpdateFirmwareTests.A_certificate_that_the_manufacturer_did_not_issue_is_refused),
                nameof(SignedUpdateFirmwareTests.A_certificate_that_is_refused_leaves_the_update_under_way_alone)
            ),
            Rule.Of<SignedUpdateFirmwareTests>(
                "Security whitepaper, use case L01",
                "Download and installation wait for their dates; a second request cancels the first while it can.",
                nameof(SignedUpdateFirmwareTests.It_is_fetched_and_installed_at_its_dates),
                nameof(SignedUpdateFirmwareTests.A_second_request_cancels_the_first_until_it_is_installed),
                nameof(SignedUpdateFirmwareTests.Plain_and_signed_updates_take_each_others_place)
            ),
            Rule.Of<SignedUpdateFirmwareTests>(
                "Security whitepaper, use case L01",
                "RSA-PSS, and PKCS#1 v1.5 and ECDSA besides, over the whole file with SHA-256.",
                nameof(SignedUpdateFirmwareTests.A_signed_file_is_verified_installed_and_runs_after_a_restart),
                nameof(SignedUpdateFirmwareTests.A_signature_by_openssl_whose_salt_is_as_long_as_fits_is_valid),
                nameof(SignedUpdateFirmwareTests.A_signature_that_does_not_match_ends_it)
            ),
            Rule.Of<SignedUpdateFirmwareTests>(
                "Security whitepaper, use case L01",
                "Running transactions end before it is installed.",
                nameof(SignedUpdateFirmwareTests.Running_transactions_end_before_signed_firmware_is_installed)
            ),
            Rule.Of<SignedUpdateFirmwareTests>(
                "Security whitepaper, use case L01",
                "Each status has the requestId; a trigger tells the last one, and Idle without it once installed.",
                nameof(
                    SignedUpdateFirmwareTests.A_trigger_tells_the_last_status_with_its_request_and_Idle_once_installed
                ),
                nameof(SignedUpdateFirmwareTests.A_download_that_fails_is_told_with_the_request)
            ),
            Rule.Of<FirmwareCornerTests>(
                "Security whitepaper §4.7",
                "The restart for new firmware is ResetOrReboot, and once it runs FirmwareUpdated.",
                nameof(FirmwareCornerTests.The_restart_and_the_new_firmware_are_told_as_security_events)
            ),
        ];

    private static IReadOnlyList<Rule> Logs =>
        [
            Rule.Of<UploadTests>(
                    "Security whitepaper, use case N01",
                    "The security log and the diagnostics log are uploaded, and told with the requestId.",
                    nameof(UploadTests.A_log_is_named_sent_and_told_with_its_request)
                )
                .And<DiagnosticsFileTests>(nameof(DiagnosticsFileTests.The_security_log_has_the_security_events)),
            Rule.Of<UploadTests>(
                "Security whitepaper, use case N01",
                "A second GetLog cancels the first; each failure has its status and the requestId.",
                nameof(UploadTests.A_second_log_cancels_the_first_and_says_so),
                nameof(UploadTests.Each_failure_of_a_log_has_its_status)
            ),
            Rule.Of<UploadTests>(
                "Security whitepaper §4.3",
                "A trigger tells of the log under way with its requestId, and otherwise Idle without one.",
                nameof(UploadTests.A_trigger_tells_of_the_log_under_way_with_its_request_and_otherwise_Idle)
            ),
        ];

    private static IReadOnlyList<Rule> Transfers =>
        [
            Rule.Of<HttpTransferTests>(
                "OCPP 1.6 §6.25, §6.55",
                "HTTP: a file is fetched by GET and brought by PUT, or by POST where there is no PUT; a redirect is followed.",
                nameof(HttpTransferTests.A_file_is_fetched_hashed_and_its_beginning_kept),
                nameof(HttpTransferTests.An_upload_is_put_under_its_name),
                nameof(HttpTransferTests.Where_there_is_no_put_a_form_is_posted),
                nameof(HttpTransferTests.A_redirect_is_followed_and_the_password_stays_with_the_host)
            ),
            Rule.Of<FtpTransferTests>(
                "OCPP 1.6 §6.25, §6.55",
                "FTP: a file is fetched and brought with the name and the password of the URL.",
                nameof(FtpTransferTests.A_file_is_fetched_in_binary_over_extended_passive_mode),
                nameof(FtpTransferTests.An_upload_is_stored_under_its_name),
                nameof(FtpTransferTests.A_wrong_password_is_no_permission)
            ),
            Rule.Of<HttpsTransferTests>(
                "Security whitepaper §2.4",
                "HTTPS is trusted by the charge point's own roots, at its own time, and never left for HTTP.",
                nameof(HttpsTransferTests.Https_is_checked_against_the_charger_s_own_roots),
                nameof(HttpsTransferTests.Https_that_the_charger_s_roots_do_not_vouch_for_is_refused),
                nameof(HttpsTransferTests.A_redirect_to_http_is_not_followed)
            ),
            Rule.Of<HttpTransferTests>(
                    "OCPP 1.6 §4.4, §4.5",
                    "A transfer has its bounds, and always ends.",
                    nameof(HttpTransferTests.A_file_that_does_not_end_is_cut_off_at_the_limit),
                    nameof(HttpTransferTests.A_server_that_stalls_is_left),
                    nameof(HttpTransferTests.A_redirect_to_nowhere_is_a_failure),
                    nameof(HttpTransferTests.A_file_that_cannot_be_composed_is_a_failure)
                )
                .And<FtpTransferTests>(nameof(FtpTransferTests.A_reply_without_end_is_given_up)),
            Rule.Of<ChargerLogTests>(
                    "OCPP 1.6 §6.25, §6.55",
                    "The name and the password of a location get into no log, and so into no diagnostics.",
                    nameof(ChargerLogTests.The_password_of_a_url_never_gets_into_the_log)
                )
                .And<UpdateFirmwareTests>(nameof(UpdateFirmwareTests.A_password_in_the_location_is_shown_nowhere)),
        ];
}
