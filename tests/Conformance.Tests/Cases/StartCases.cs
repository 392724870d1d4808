using ChargePoints;
using Conformance.Tests.Harness;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Local starts, and tags known from before: OCPP 1.6 §4.1, §4.8, §3.5.</summary>
public sealed class StartCases
{
    [Case("003", "Regular Charging Session - Plugin First")]
    public void Plugin_first()
    {
        using var test = TestSystem.Booted();
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStart();
    }

    [Case("004_1", "Regular Charging Session - Identification First")]
    public void Identification_first()
    {
        using var test = TestSystem.Booted();
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.Wait(10);
        test.PlugIn();
        test.ExpectStart();
    }

    [Case("004_2", "Regular Charging Session - Identification First - ConnectionTimeOut")]
    public void Identification_first_and_no_cable()
    {
        using var test = TestSystem.Booted();
        test.Configure("ConnectionTimeOut", "20");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        SentFrame preparing = test.ExpectStatus(1, "Preparing");
        SentFrame available = test.ExpectStatus(1, "Available", withinSeconds: 21);
        (available.At - preparing.At).ShouldBe(TimeSpan.FromSeconds(20));
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.ExpectSilence(5);
    }

    [Case("007", "Start Charging Session - Cached Id")]
    public void Cached_id()
    {
        using var test = TestSystem.Booted();
        Cache(test);
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Present(Tag);
        test.ExpectStart();
    }

    [Case("061", "Clear Authorization Data in Authorization Cache")]
    public void Clear_cache()
    {
        using var test = TestSystem.Booted();
        Cache(test);
        test.Send("ClearCache", new { }, "Accepted");
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStart();
    }

    [Case(
        "023",
        "Start Charging Session - Authorize Invalid / Blocked / Expired",
        Note = "Plug first and tag first, each status."
    )]
    public void Authorize_invalid()
    {
        foreach (string status in (string[])["Invalid", "Blocked", "Expired"])
        {
            using var plugged = TestSystem.Booted();
            plugged.Script.Tag(Tag, status);
            plugged.PlugIn();
            plugged.ExpectStatus(1, "Preparing");
            plugged.Present(Tag);
            plugged.Expect("Authorize", new { idTag = Tag });
            plugged.ExpectSilence(10);

            using var idle = TestSystem.Booted();
            idle.Script.Tag(Tag, status);
            idle.Present(Tag);
            idle.Expect("Authorize", new { idTag = Tag });
            idle.Wait(10);
            idle.PlugIn();
            idle.Wait(10);
            idle.Unread("StartTransaction").ShouldBeEmpty();
        }
    }

    [Case("024", "Start Charging Session - Lock Failure")]
    public void Lock_failure()
    {
        using var test = TestSystem.Booted();
        test.Inject(new Simulation.Chaos.LockFailure { EvseId = 1 });
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStatus(1, "Faulted", "ConnectorLockFailure");
        test.ExpectSilence(30);
    }

    // A session that leaves the tag in the cache, and a charge point that may start with what it knows.
    private static void Cache(TestSystem test)
    {
        test.Configure("LocalPreAuthorize", "true");
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        int id = test.ExpectStart();
        test.Present(Tag);
        test.ExpectStop(id, "Local");
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }
}
