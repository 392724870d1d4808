using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>Corners where several rules meet.</summary>
public sealed class CornerTests
{
    [Fact]
    public void A_cable_kept_after_DeAuthorized_is_freed_by_the_group_of_its_tag_only()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("MATE", "Accepted", "GROUP").Tag("OTHER", "Accepted", "ELSE");
        object refused = new { transactionId = 7, idTagInfo = new { status = "Invalid", parentIdTag = "GROUP" } };
        bench.Csms.On("StartTransaction", Reply.Result(refused));
        bench.Charge("TAG1");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("DeAuthorized");
        EvseSnapshot Evse() => bench.ChargePoint.Snapshot.Evses[0];
        Evse().PlugLocked.ShouldBeTrue();
        bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Present("OTHER");
        Evse().PlugLocked.ShouldBeTrue();
        bench.Present("MATE");
        Evse().PlugLocked.ShouldBeFalse();
        bench.Unplug();
        Evse().Status.ShouldBe(ChargePointStatus.Available);
    }

    [Fact]
    public void A_boot_without_an_answer_is_repeated_at_once_on_a_new_connection()
    {
        var bench = new ChargePointBench();
        bench.Csms.On("BootNotification", Reply.None);
        bench.PowerOn().WaitSeconds(40);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.GoOffline().GoOnline();
        bench.Calls("BootNotification").Count.ShouldBe(2);
    }

    [Fact]
    public void A_call_error_without_an_id_is_the_answer_to_the_pending_call()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("Authorize", Reply.Raw("[4,\"-1\",\"FormationViolation\"]"));
        bench.PlugIn().Present("TAG1");
        bench.Calls("StartTransaction").ShouldBeEmpty();
        bench.Csms.Normally("Authorize");
        bench.Present("TAG1").Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void Message_ids_are_never_used_twice_not_even_by_a_namesake_made_later()
    {
        var ids = new HashSet<string>();
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Charge();
        bench.Kill().PowerOn().WaitSeconds(60);
        ChargePointBench namesake = new(start: bench.Now);
        namesake.PowerOn().Charge();
        foreach (
            SentFrame call in bench.Sent.Concat(namesake.Sent).Where(frame => frame.Type == Ocpp.Rpc.MessageType.Call)
        )
        {
            ids.Add(call.MessageId).ShouldBeTrue(call.ToString());
        }
    }

    [Fact]
    public void Our_own_DataTransfer_is_sent_and_its_answer_told()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new SendDataTransfer("Acme", "Hello", "data"));
        bench.TheCall("DataTransfer").Text("messageId").ShouldBe("Hello");
        bench.Events.ShouldContain(happened =>
            happened.Type == ChargePointEventType.DataTransfer && happened.Detail.Contains("UnknownVendorId")
        );
        bench.Do(new SendDataTransfer("", null, null))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.GoOffline();
        bench.Do(new SendDataTransfer("Acme", null, null))!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void A_full_queue_drops_intermediate_values_and_never_the_ends()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MeterValueSampleInterval", "10"));
        bench.GoOffline();
        bench.Do(new SetConfiguration("AllowOfflineTxForUnknownId", "true"));
        bench.Charge().WaitSeconds(10 * (TransactionQueueCapacity + 100)).Must(new StopTransaction(1, Reason.Local));
        bench.Saved.Messages.Count.ShouldBe(TransactionQueueCapacity);
        bench.Events.Count(happened => happened.Type == ChargePointEventType.MessageDropped).ShouldBe(102);
        bench.Forget().GoOnline().WaitSeconds(60);
        IReadOnlyList<string> actions = bench.Actions();
        actions[0].ShouldBe("StartTransaction");
        actions[^1].ShouldBe("StopTransaction");
        actions.Count.ShouldBe(TransactionQueueCapacity);
        bench.Saved.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void A_message_dropped_from_a_full_queue_does_not_leave_its_wait_to_the_next()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("MeterValueSampleInterval", "1"),
            ("TransactionMessageRetryInterval", "86400")
        );
        bench.Charge().Csms.On("MeterValues", Reply.Error("InternalError"));
        bench.WaitSeconds(1);
        bench.Csms.Normally("MeterValues");
        bench.WaitSeconds(TransactionQueueCapacity - 2).Forget();
        bench.WaitSeconds(1).Calls("MeterValues").ShouldBeEmpty();
        bench.WaitSeconds(1).Calls("MeterValues").Count.ShouldBe(TransactionQueueCapacity);
    }

    [Fact]
    public void A_transaction_on_an_evse_that_was_taken_away_is_stopped()
    {
        ChargePointBench before = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        before.Charge("TAG1", 2);
        ChargePoint after = new(ChargePointBench.OneSocket, before.Saved.Read(), before.Now);
        Effects effects = new();
        after.Step(new PowerOn(), before.Now, effects);
        QueuedMessage stop = effects.Items.OfType<AppendMessage>().Single().Message;
        stop.Action.ShouldBe("StopTransaction");
        System.Text.Encoding.UTF8.GetString(stop.Payload).ShouldContain("1001");
    }

    [Fact]
    public void A_damaged_part_of_the_durable_state_is_said_so()
    {
        Dictionary<DurableParts, byte[]> parts = new() { [DurableParts.Transactions] = "[{]"u8.ToArray() };
        Should.Throw<InvalidDataException>(() => DurableState.Read(parts, [])).Message.ShouldContain("Transactions");
    }

    private const int TransactionQueueCapacity = 2_000;
}
