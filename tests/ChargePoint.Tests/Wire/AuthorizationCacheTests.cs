using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>The authorization cache: OCPP 1.6 §3.5.1, certification cases 007 and 061.</summary>
public sealed class AuthorizationCacheTests
{
    [Fact]
    public void When_it_is_full_a_tag_that_is_not_valid_goes_first_and_then_the_oldest()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Csms.Tag("T5", "Blocked");
        for (int i = 0; i < AuthorizationCache.Capacity; i++)
        {
            Show(bench, $"T{i}");
        }
        Show(bench, "NEW1");
        IsKnown(bench, "T0").ShouldBeTrue();
        Show(bench, "NEW2");
        // Asked about, T0 is the newest now and T1 gives way to it.
        IsKnown(bench, "T0").ShouldBeFalse();
        IsKnown(bench, "T1").ShouldBeFalse();
        IsKnown(bench, "T3").ShouldBeTrue();
        IsKnown(bench, "NEW1").ShouldBeTrue();
        bench.Saved.Read().AuthorizationCache.Count.ShouldBe(AuthorizationCache.Capacity);
    }

    [Fact]
    public void The_answer_to_StartTransaction_updates_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        Show(bench, "TAG1");
        bench.Csms.Tag("TAG1", "Blocked");
        bench.Forget().Charge().Actions().ShouldBe(["StartTransaction", "StopTransaction"]);
        bench.Present("TAG1").Unplug().Forget().PlugIn().Present("TAG1");
        bench.Actions().ShouldBe(["Authorize"]);
    }

    [Fact]
    public void The_answer_to_StopTransaction_updates_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Charge().Csms.Tag("TAG1", "Expired");
        bench.Present("TAG1").Unplug().Forget().PlugIn().Present("TAG1");
        bench.Actions().ShouldBe(["Authorize"]);
    }

    [Fact]
    public void A_concurrent_transaction_stops_the_new_one_and_says_nothing_about_the_tag()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        Show(bench, "TAG1");
        bench.Csms.Once(
            "StartTransaction",
            Reply.Result(new { transactionId = 5, idTagInfo = new { status = "ConcurrentTx" } })
        );
        bench.Charge().TheCall("StopTransaction").Text("reason").ShouldBe("DeAuthorized");
        bench.Present("TAG1").Unplug();
        IsKnown(bench, "TAG1").ShouldBeTrue();
    }

    [Fact]
    public void It_survives_a_kill()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        Show(bench, "TAG1");
        bench.Kill().PowerOn();
        IsKnown(bench, "TAG1").ShouldBeTrue();
        IsKnown(bench, "TAG2").ShouldBeFalse();
    }

    [Fact]
    public void An_entry_that_has_expired_starts_nothing_offline()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string expiry = (bench.Now + TimeSpan.FromMinutes(10)).ToString();
        bench.Csms.Once(
            "Authorize",
            Reply.Result(new { idTagInfo = new { status = "Accepted", expiryDate = expiry } })
        );
        Show(bench, "TAG1");
        bench.GoOffline().Do(new SetConfiguration("AllowOfflineTxForUnknownId", "true"));
        bench.Charge().ChargePoint.Snapshot.Evses[0].Transaction.ShouldNotBeNull();
        bench.Present("TAG1").Unplug().WaitSeconds(600);
        bench.Charge().ChargePoint.Snapshot.Evses[0].Transaction.ShouldBeNull();
    }

    // Let in, and taken back.
    private static void Show(ChargePointBench bench, string idTag)
    {
        if (bench.Present(idTag).ChargePoint.Snapshot.Evses[0].Status == Ocpp.V16.ChargePointStatus.Preparing)
        {
            bench.Present(idTag);
        }
    }

    private static bool IsKnown(ChargePointBench bench, string idTag)
    {
        bench.Forget();
        Show(bench, idTag);
        return bench.Calls("Authorize").Count == 0;
    }
}
