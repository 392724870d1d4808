using System.Text;
using TestKit;

namespace ChargePoints.Tests.Security;

/// <summary>What brings about the rarer security events, and what does not (security whitepaper §8).</summary>
public sealed class SecurityEventCausesTests
{
    private const string Heartbeat = """[2,"again","TriggerMessage",{"requestedMessage":"Heartbeat"}]""";

    [Fact]
    public void A_call_that_arrives_again_is_a_replay_and_over_another_connection_it_is_none()
    {
        ChargePointBench bench = Booted();
        bench.Receive("again", "TriggerMessage", Heartbeat);
        Types(bench).ShouldBeEmpty();
        bench.Receive("again", "TriggerMessage", Heartbeat)!.Text("status").ShouldBe("Accepted");
        Types(bench).ShouldBe(["AttemptedReplayAttacks"]);
        bench.TheCall("SecurityEventNotification").Text("techInfo").ShouldBe("call TriggerMessage again");
        bench.Forget().GoOffline().GoOnline().WaitSeconds(61);
        bench.Receive("again", "TriggerMessage", Heartbeat);
        Types(bench).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_arrives_again_is_a_replay_and_one_that_is_late_is_none()
    {
        ChargePointBench bench = Booted();
        bench.Csms.Once("Heartbeat", Reply.None);
        bench.WaitSeconds(331);
        string id = bench.TheCall("Heartbeat").MessageId;
        string late = $$"""[3,"{{id}}",{"currentTime":"2026-05-04T08:05:00Z"}]""";
        bench.Receive("", "", late);
        Types(bench).ShouldBeEmpty();
        bench.Receive("", "", late);
        bench.Receive("", "", late);
        Types(bench).ShouldBe(["AttemptedReplayAttacks"]);
    }

    [Fact]
    public void Messages_that_are_none_are_told_once_in_a_while_each_in_another_way_too()
    {
        ChargePointBench bench = Booted();
        for (int i = 1; i < 50; i++)
        {
            bench.Receive("", "", $"[{new string(' ', i)}x");
            bench.Receive("again", "TriggerMessage", Heartbeat);
        }
        Types(bench).ShouldBe(["InvalidMessages", "AttemptedReplayAttacks"]);
    }

    [Fact]
    public void An_opened_housing_is_told_with_power_and_where_events_are_recorded()
    {
        ChargePointBench bench = Booted();
        bench.Must(new TamperDetected("front door"));
        Types(bench).ShouldBe(["TamperDetectionActivated"]);
        bench.TheCall("SecurityEventNotification").Text("techInfo").ShouldBe("front door");
        bench.Do(new PowerLost());
        bench.Do(new TamperDetected())!.Detail.ShouldBe("the charge point is off");
        ChargePointBench.Booted().Do(new TamperDetected())!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void A_cleared_log_says_so_and_keeps_what_the_CSMS_must_still_know()
    {
        ChargePointBench bench = Booted();
        bench.GoOffline();
        bench.Must(new TamperDetected());
        bench.Do(new LinkFailed(LinkFailureKind.NotAuthenticated, "why"));
        bench.Must(new ClearSecurityLog());
        IReadOnlyList<SecurityEventEntry> log = bench.ChargePoint.Snapshot.Security!.Events;
        log.Select(entry => entry.Type)
            .ShouldBe([SecurityEventType.TamperDetectionActivated, SecurityEventType.SecurityLogWasCleared]);
        log.Select(entry => entry.Sequence).ShouldBe([2, 4]);
        bench.Kill().Forget().PowerOn().GoOnline().WaitSeconds(5);
        Types(bench).ShouldBe(["TamperDetectionActivated", "SecurityLogWasCleared", "StartupOfTheDevice"]);
        bench.Must(new ClearSecurityLog());
        bench.ChargePoint.Snapshot.Security!.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_log_that_is_empty_has_nothing_to_clear()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new ClearSecurityLog());
        bench.ChargePoint.Snapshot.Security.ShouldBeNull();
    }

    [Fact]
    public void A_queue_that_overflows_is_memory_exhaustion_once()
    {
        ChargePointBench bench = Booted(("MeterValueSampleInterval", "1"));
        bench.PlugIn().Present("TAG1").WaitSeconds(5);
        bench.Forget().GoOffline().WaitSeconds(3_000);
        bench
            .ChargePoint.Snapshot.Security!.Events.Count(it => it.Type == SecurityEventType.MemoryExhaustion)
            .ShouldBe(1);
        bench.GoOnline().WaitSeconds(10);
        Types(bench).ShouldBe(["MemoryExhaustion"]);
        bench.Forget().GoOffline().WaitSeconds(3_000).GoOnline().WaitSeconds(10);
        Types(bench).ShouldBe(["MemoryExhaustion"]);
    }

    [Fact]
    public void A_reboot_into_other_firmware_is_a_reboot()
    {
        ChargePointBench bench = Booted();
        bench.Transfers.File("http://files/fw-2.0.bin", Encoding.ASCII.GetBytes("firmware"));
        bench.TryCall(
            "UpdateFirmware",
            new { location = "http://files/fw-2.0.bin", retrieveDate = "2026-05-04T08:00:00Z" }
        );
        bench.WaitSeconds(60);
        Types(bench).ShouldBe(["ResetOrReboot", "StartupOfTheDevice", "FirmwareUpdated"]);
    }

    [Theory]
    [InlineData(254, 254)]
    [InlineData(253, 255)]
    [InlineData(300, 255)]
    public void A_long_text_is_never_cut_between_the_halves_of_a_character(int before, int left)
    {
        ChargePointBench bench = Booted();
        bench.Must(new TamperDetected(new string('x', before) + "😀 and more"));
        bench.TheCall("SecurityEventNotification").Text("techInfo")!.Length.ShouldBe(left);
        bench
            .ChargePoint.Snapshot.Security!.Events[^1]
            .TechInfo!.EnumerateRunes()
            .ShouldNotContain(Rune.ReplacementChar);
    }

    private static ChargePointBench Booted(params ReadOnlySpan<(string, string)> configuration) =>
        ChargePointBench.Booted(SecurityEventsTests.ProfileOne, configuration);

    private static string[] Types(ChargePointBench bench) => SecurityEventsTests.Types(bench);
}
