using Ocpp;
using TestKit;

namespace ChargePoints.Tests.Security;

/// <summary>The security log and SecurityEventNotification (security whitepaper, use case A04).</summary>
public sealed class SecurityEventsTests
{
    internal static readonly ChargePointSettings ProfileOne = ChargePointBench.OneSocket with
    {
        Configuration = new Dictionary<string, string>
        {
            ["SecurityProfile"] = "1",
            ["AuthorizationKey"] = new string('a', 40),
        },
    };

    [Fact]
    public void A_boot_and_a_reset_are_told_after_acceptance_and_in_order()
    {
        var bench = new ChargePointBench(ProfileOne);
        bench.PowerOn();
        Types(bench).ShouldBe(["StartupOfTheDevice"]);
        bench.Actions().ShouldBe(["BootNotification", "SecurityEventNotification"]);
        bench.TheCall("SecurityEventNotification").Time().ShouldBe(ChargePointBench.Start.ToUtc());

        bench.Forget().Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(30);
        Types(bench).ShouldBe(["ResetOrReboot", "StartupOfTheDevice"]);
        bench.Actions()[0].ShouldBe("BootNotification");
    }

    [Fact]
    public void Nothing_is_told_before_registration_is_accepted()
    {
        var bench = new ChargePointBench(ProfileOne);
        bench.Csms.Once("BootNotification", Boot("Pending"), Boot("Rejected"));
        bench.PowerOn().WaitSeconds(59);
        Types(bench).ShouldBeEmpty();
        bench.WaitSeconds(120);
        Types(bench).ShouldBe(["StartupOfTheDevice"]);
    }

    [Fact]
    public void Profile_zero_has_no_events_and_no_log_unless_they_are_wanted()
    {
        ChargePointBench.Booted().ChargePoint.Snapshot.Security.ShouldBeNull();
        var bench = new ChargePointBench(
            ChargePointBench.OneSocket with
            {
                Quirks = [Quirk.SecurityEventsInProfileZero],
            }
        );
        bench.PowerOn();
        Types(bench).ShouldBe(["StartupOfTheDevice"]);
    }

    [Fact]
    public void A_critical_event_survives_a_kill_and_a_CSMS_that_is_silent()
    {
        var bench = new ChargePointBench(ProfileOne);
        bench.Csms.On("SecurityEventNotification", Reply.None);
        bench.PowerOn().WaitSeconds(31);
        Types(bench).ShouldBe(["StartupOfTheDevice"]);
        bench.Kill().Forget().PowerOn().WaitSeconds(1);
        bench.Csms.Normally("SecurityEventNotification");
        bench.WaitSeconds(600);
        // The first once more, as it never arrived, and then that of the second boot.
        Types(bench).ShouldBe(["StartupOfTheDevice", "StartupOfTheDevice", "StartupOfTheDevice"]);
        bench.WaitSeconds(7200).Calls("SecurityEventNotification").Count.ShouldBe(3);
    }

    [Fact]
    public void A_critical_event_without_an_answer_is_sent_again_later_each_time_and_others_once()
    {
        ChargePointBench bench = ChargePointBench.Booted(ProfileOne, ("TransactionMessageRetryInterval", "60"));
        bench.Csms.On("SecurityEventNotification", Reply.None);
        bench.Receive("x", "", "not JSON");
        bench.WaitSeconds(300);
        Types(bench).ShouldBe(["InvalidMessages"]);

        bench.Csms.ClockOffset = TimeSpan.FromHours(1);
        bench.WaitSeconds(3600);
        Instant[] sent = [.. bench.Calls("SecurityEventNotification").Skip(1).Select(frame => frame.At)];
        sent.Length.ShouldBeGreaterThan(3);
        (sent[1] - sent[0]).ShouldBe(TimeSpan.FromSeconds(30 + 60));
        (sent[2] - sent[1]).ShouldBe(TimeSpan.FromSeconds(30 + 120));
    }

    [Fact]
    public void A_CSMS_that_does_not_know_the_message_is_not_asked_again()
    {
        var bench = new ChargePointBench(ProfileOne);
        bench.Csms.On("SecurityEventNotification", Reply.Error("NotImplemented"));
        bench.PowerOn().WaitSeconds(4000).Calls("SecurityEventNotification").Count.ShouldBe(1);
    }

    [Fact]
    public void A_large_correction_of_the_clock_is_told_and_a_small_one_is_not()
    {
        ChargePointBench bench = ChargePointBench.Booted(ProfileOne);
        bench.Csms.ClockOffset = TimeSpan.FromSeconds(15);
        bench.WaitSeconds(400);
        Types(bench).ShouldBeEmpty();
        bench.Csms.ClockOffset = TimeSpan.FromSeconds(60);
        bench.WaitSeconds(400);
        Types(bench).ShouldBe(["SettingSystemTime"]);
        bench.TheCall("SecurityEventNotification").Text("techInfo").ShouldBe("by 45 s");
    }

    [Fact]
    public void What_is_no_message_is_told_once_in_a_while_with_the_link_kept()
    {
        ChargePointBench bench = ChargePointBench.Booted(ProfileOne);
        for (int i = 0; i < 50; i++)
        {
            bench.Receive("x", "", "not JSON");
        }
        Types(bench).ShouldBe(["InvalidMessages"]);
        bench.LinkIsUp.ShouldBeTrue();
        bench.WaitSeconds(61).Receive("x", "", "not JSON");
        Types(bench).ShouldBe(["InvalidMessages", "InvalidMessages"]);
    }

    [Fact]
    public void The_log_rolls_and_keeps_critical_events_that_have_not_arrived_longest()
    {
        ChargePointBench bench = ChargePointBench.Booted(ProfileOne);
        bench.GoOffline().Do(new PowerLost());
        bench.Do(new PowerOn());
        for (int i = 0; i < 150; i++)
        {
            LinkFailureKind kind = i % 2 == 0 ? LinkFailureKind.NotAuthenticated : LinkFailureKind.InvalidTlsVersion;
            bench.Do(new LinkFailed(kind, $"attempt {i}"));
        }
        IReadOnlyList<SecurityEventEntry> log = bench.ChargePoint.Snapshot.Security!.Events;
        log.Count.ShouldBe(100);
        log[0].Type.ShouldBe(SecurityEventType.StartupOfTheDevice);
        log[^1].TechInfo.ShouldBe("attempt 149");
        bench.Forget().GoOnline().WaitSeconds(5);
        bench.Calls("SecurityEventNotification").Count.ShouldBe(100);
        bench.ChargePoint.Snapshot.Security!.Events.ShouldAllBe(entry => !entry.Pending);
    }

    [Theory]
    [InlineData(LinkFailureKind.NotAuthenticated, "FailedToAuthenticateAtCentralSystem")]
    [InlineData(
        LinkFailureKind.InvalidServerCertificate,
        "InvalidCentralSystemCertificate CentralSystemFailedToAuthenticate"
    )]
    [InlineData(LinkFailureKind.InvalidTlsVersion, "InvalidTLSVersion")]
    [InlineData(LinkFailureKind.InvalidTlsCipherSuite, "InvalidTLSCipherSuite")]
    [InlineData(LinkFailureKind.Unreachable, "")]
    [InlineData(LinkFailureKind.Refused, "")]
    [InlineData(LinkFailureKind.Tls, "")]
    public void A_failed_connection_is_told_once_however_often_it_is_tried(LinkFailureKind kind, string types)
    {
        ChargePointBench bench = ChargePointBench.Booted(ProfileOne);
        int failures = 5;
        bench.Admission = _ => failures-- > 0 ? new LinkFailed(kind, "why") : null;
        bench.GoOffline().GoOnline().WaitSeconds(300);
        string.Join(' ', Types(bench)).ShouldBe(types);
        bench.LinkIsUp.ShouldBeTrue();
    }

    internal static string[] Types(ChargePointBench bench) =>
        [.. bench.Calls("SecurityEventNotification").Select(frame => frame.Text("type")!)];

    private static Reply Boot(string status) =>
        Reply.Result(
            new
            {
                status,
                currentTime = ChargePointBench.Start.ToString(),
                interval = 60,
            }
        );
}
