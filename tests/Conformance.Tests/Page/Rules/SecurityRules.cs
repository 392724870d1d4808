using ChargePoints.Tests.Security;
using Simulation.Tests.Fleet;
using Simulation.Tests.Logs;
using Simulation.Tests.Transport;

namespace Conformance.Tests.Page.Rules;

/// <summary>The security extension.</summary>
internal static class SecurityRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Of<TlsTests>(
            "Security whitepaper §2.4",
            "The CSMS's certificate must lead to an installed root and be valid and for the URL's host.",
            nameof(TlsTests.A_certificate_of_a_root_that_is_not_installed_is_refused),
            nameof(TlsTests.A_certificate_for_another_host_is_refused),
            nameof(TlsTests.An_expired_certificate_is_refused_by_the_chargers_clock)
        ),
        Rule.Of<TlsTests>(
            "Security whitepaper §2.4",
            "TLS before 1.2 and other cipher suites are refused, and told as security events.",
            nameof(TlsTests.A_cipher_suite_that_the_whitepaper_does_not_know_is_refused),
            nameof(TlsTests.What_an_alert_of_the_CSMS_means_is_told)
        ),
        Rule.Of<ChargerLogTests>(
                "Security whitepaper §2.3, §7.2",
                "AuthorizationKey can be written and never read, and gets into no log.",
                nameof(ChargerLogTests.An_authorization_key_never_gets_into_the_log)
            )
            .And<SecurityProfileTests>(
                nameof(SecurityProfileTests.A_new_password_of_19_bytes_is_taken_and_the_connection_made_anew_with_it)
            ),
        Rule.Of<SecurityProfileTests>(
                "Security whitepaper, use case A05",
                "A profile needs its key, root and certificate; one that cannot connect gives way to the one before.",
                nameof(SecurityProfileTests.A_profile_is_raised_step_by_step_and_only_with_what_it_needs),
                nameof(SecurityProfileTests.A_profile_that_cannot_connect_gives_way_to_the_one_before)
            )
            .And<SecurityTests>(
                nameof(SecurityTests.A_charger_climbs_from_no_security_to_mutual_TLS_over_real_sockets)
            ),
        Rule.Of<OwnCertificateTests>(
            "Security whitepaper, use case A02",
            "The request names CpoName and serial number; the private key never leaves; a refused request is not repeated.",
            nameof(OwnCertificateTests.A_request_names_operator_and_serial_number_and_its_key_never_leaves),
            nameof(OwnCertificateTests.A_request_that_is_not_taken_is_over_and_not_repeated)
        ),
        Rule.Of<OwnCertificateTests>(
            "Security whitepaper, use case A02",
            "A certificate is used from its notBefore on, the newest wins, and the old one is kept a month.",
            nameof(OwnCertificateTests.A_certificate_for_later_waits_for_its_time_and_the_old_one_stays_a_month)
        ),
        Rule.Of<OwnCertificateTests>(
            "Security whitepaper, use case A03",
            "A certificate is renewed within a month of its end.",
            nameof(OwnCertificateTests.A_certificate_is_renewed_within_a_month_of_its_end_once_a_day)
        ),
        Rule.Of<OwnCertificateTests>(
            "Security whitepaper §7.3",
            "A chain longer than CertificateSignedMaxChainSize is rejected.",
            nameof(OwnCertificateTests.A_chain_longer_than_the_key_allows_is_rejected)
        ),
        Rule.Of<RootCertificateTests>(
            "Security whitepaper, use case M05",
            "A full store rejects; with AdditionalRootCertificateCheck the root before must have signed the new one.",
            nameof(RootCertificateTests.A_full_store_rejects_and_the_same_root_twice_is_one),
            nameof(RootCertificateTests.With_the_additional_check_a_successor_must_be_signed_by_the_root_before)
        ),
        Rule.Of<RootCertificateTests>(
                "Security whitepaper, use case M04",
                "Neither the root in use nor the charge point's own certificate can be deleted.",
                nameof(RootCertificateTests.A_root_in_use_and_the_last_one_of_a_TLS_profile_cannot_be_deleted)
            )
            .And<OwnCertificateTests>(nameof(OwnCertificateTests.The_own_certificate_cannot_be_deleted)),
        Rule.Of<SecurityEventsTests>(
            "Security whitepaper, use case A04",
            "Critical events reach the CSMS, in order, over reboots and outages; none is sent before acceptance.",
            nameof(SecurityEventsTests.A_critical_event_survives_a_kill_and_a_CSMS_that_is_silent),
            nameof(SecurityEventsTests.Nothing_is_told_before_registration_is_accepted),
            nameof(SecurityEventsTests.A_boot_and_a_reset_are_told_after_acceptance_and_in_order)
        ),
        Rule.Of<SecurityEventsTests>(
            "Security whitepaper, use case A04",
            "The security log is a rolling one, and has events that are not critical too.",
            nameof(SecurityEventsTests.The_log_rolls_and_keeps_critical_events_that_have_not_arrived_longest),
            nameof(SecurityEventsTests.What_is_no_message_is_told_once_in_a_while_with_the_link_kept)
        ),
        Rule.Of<SecurityEventsTests>(
                "Security whitepaper §8",
                "Each event that occurs is told: failed authentication either way, TLS, clock, replay, memory, housing, log, reboot.",
                nameof(SecurityEventsTests.A_failed_connection_is_told_once_however_often_it_is_tried),
                nameof(SecurityEventsTests.A_large_correction_of_the_clock_is_told_and_a_small_one_is_not)
            )
            .And<SecurityEventCausesTests>(
                nameof(
                    SecurityEventCausesTests.A_call_that_arrives_again_is_a_replay_and_over_another_connection_it_is_none
                ),
                nameof(SecurityEventCausesTests.An_answer_that_arrives_again_is_a_replay_and_one_that_is_late_is_none),
                nameof(SecurityEventCausesTests.A_queue_that_overflows_is_memory_exhaustion_once),
                nameof(SecurityEventCausesTests.An_opened_housing_is_told_with_power_and_where_events_are_recorded),
                nameof(SecurityEventCausesTests.A_cleared_log_says_so_and_keeps_what_the_CSMS_must_still_know),
                nameof(SecurityEventCausesTests.A_reboot_into_other_firmware_is_a_reboot)
            ),
        Rule.Of<RootCertificateTests>(
            "Security whitepaper, use case M03",
            "The hashes are those of OCSP: DER of the issuer's name, bits of its key, serial number without leading zeros.",
            nameof(RootCertificateTests.An_installed_root_is_listed_with_the_hashes_of_OCSP_and_survives_a_kill),
            nameof(RootCertificateTests.The_hashes_are_those_that_OpenSSL_makes)
        ),
        Rule.Of<CertificatePathTests>(
                "Security whitepaper §2.6",
                "RSA from 2048 and EC from 224 bits, anywhere on a path; a certificate that cannot be read is refused.",
                nameof(CertificatePathTests.A_weak_key_anywhere_on_the_path_breaks_it)
            )
            .And<BrokenCertificateTests>(
                nameof(BrokenCertificateTests.A_root),
                nameof(BrokenCertificateTests.A_certificate_of_the_charge_points_own),
                nameof(BrokenCertificateTests.A_certificate_that_signs_firmware)
            ),
        Rule.Of<TlsTests>(
            "Security whitepaper §2.5",
            "Profile 3 shows the charge point's certificate with its chain, and no password.",
            nameof(TlsTests.Mutual_TLS_shows_the_chargers_certificate_with_its_chain_and_no_password)
        ),
    ];
}
