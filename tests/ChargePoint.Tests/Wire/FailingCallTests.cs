using System.Collections.Frozen;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>
/// Calls that fail for an error of ours: answered InternalError (OCPP-J 1.6 §4.2.3), told in the log, and the charge point goes on.
/// </summary>
public sealed class FailingCallTests
{
    [Fact]
    public void A_call_that_fails_is_answered_InternalError_and_changes_nothing()
    {
        ChargePointBench bench = Failing(Actions.ClearCache, (_, _, _) => throw new InvalidOperationException("oh"));
        bench.Charge().Forget();
        byte[][] before = Durable(bench);

        bench.TryCall("ClearCache", new { })!.ErrorCode.ShouldBe("InternalError");

        bench.Sent.Count.ShouldBe(1);
        bench.LinkIsUp.ShouldBeTrue();
        Durable(bench).ShouldBe(before);
        bench.Events.ShouldHaveSingleItem().Detail.ShouldBe("ClearCache: InvalidOperationException: oh");
        bench.Events[0].Type.ShouldBe(ChargePointEventType.CallHandlerFailed);
    }

    [Fact]
    public void The_charge_point_goes_on_afterwards()
    {
        ChargePointBench bench = Failing(Actions.ClearCache, (_, _, _) => throw new InvalidOperationException("oh"));
        bench.Charge();
        for (int i = 0; i < 100; i++)
        {
            bench.TryCall("ClearCache", new { })!.ErrorCode.ShouldBe("InternalError");
        }
        bench.Forget().WaitSeconds(10).Actions().ShouldBe(["MeterValues"]);
        bench.Call("GetConfiguration", new { })["configurationKey"].ShouldNotBeNull();
        bench.Forget().Present("TAG1").Actions().ShouldBe(["StopTransaction"]);
        bench.Kill().PowerOn().WaitSeconds(10);
        bench.ChargePoint.Snapshot.Registration.ShouldBe(RegistrationStatus.Accepted);
    }

    [Fact]
    public void A_call_that_fails_after_its_answer_has_that_answer_only()
    {
        ChargePointBench bench = Failing(
            Actions.UnlockConnector,
            (cp, id, request) =>
            {
                CallHandlers.All[Actions.UnlockConnector](cp, id, request);
                throw new InvalidOperationException(new string('x', 10_000));
            }
        );
        bench.Charge().Forget();

        bench.TryCall("UnlockConnector", new { connectorId = 1 })!.ErrorCode.ShouldBe("InternalError");

        // What it has done until then is done, told and saved.
        bench.Sent[0].ErrorCode.ShouldBe("InternalError");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("UnlockCommand");
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Saved.Read().Transactions.ShouldBeEmpty();
        bench
            .Events.Single(it => it.Type == ChargePointEventType.CallHandlerFailed)
            .Detail.Length.ShouldBeLessThanOrEqualTo(500);
    }

    [Fact]
    public void A_reset_that_fails_on_its_way_down_is_answered_before_the_link_closes()
    {
        ChargePointBench bench = Failing(
            Actions.Reset,
            (cp, id, request) =>
            {
                CallHandlers.All[Actions.Reset](cp, id, request);
                throw new InvalidOperationException("oh");
            }
        );
        bench.TryCall("Reset", new { type = "Hard" })!.ErrorCode.ShouldBe("InternalError");
        bench.WaitSeconds(10).Calls("BootNotification").Count.ShouldBe(2);
    }

    private static ChargePointBench Failing(OcppAction action, CallHandler handler)
    {
        Dictionary<OcppAction, CallHandler> handlers = new(CallHandlers.All) { [action] = handler };
        var table = handlers.ToFrozenDictionary();
        ChargePointBench bench = new(failing: (what, saved, now) => new(what, saved, now) { Handlers = table });
        return bench.PowerOn();
    }

    private static byte[][] Durable(ChargePointBench bench) =>
        [.. DurableState.Parts.Select(part => bench.ChargePoint.Write(part))];
}
