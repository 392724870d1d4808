using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>Whatever arrives, the session neither throws nor loses its bearings.</summary>
public class FuzzTests
{
    private static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly string[] Fragments =
    [
        "[2,\"a\",\"Reset\",{\"type\":\"Hard\"}]",
        "[3,\"pending\",{\"status\":\"Accepted\"}]",
        "[4,\"pending\",\"GenericError\",\"\",{}]",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "2",
        "3",
        "4",
        "1e999999999999",
        "-0.0",
        "123456789012345678901234567890",
        "null",
        "\"pending\"",
        "\"-1\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u00e9\\\\\"",
        "\"2026-01-31T12:00:00Z\"",
        "\"SendLocalList\"",
        "\"type\":",
        "\"idTagInfo\":",
        "\u0000",
        "\ufeff",
        "/*",
    ];

    [Fact]
    public void Random_bytes()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Survives(bytes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Random_sequences_of_json_fragments()
    {
        Gen<byte[]> frames = Gen.Elements(Fragments).ListOf().Select(f => Encoding.UTF8.GetBytes(string.Concat(f)));
        Prop.ForAll(frames.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Valid_frames_with_a_few_bytes_changed()
    {
        byte[][] frames = [.. ValidFrames()];
        Gen<byte[]> mutated =
            from frame in Gen.Elements(frames)
            from changes in Gen.Choose(0, 4)
            from places in Gen.Choose(0, int.MaxValue - 1).ListOf(changes)
            from values in Gen.OneOf(
                    Gen.Choose(0, 255).Select(b => (byte)b),
                    Gen.Elements("\"\\{}[],:0-eu d"u8.ToArray())
                )
                .ListOf(changes)
            from cut in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            select Mutate(frame, [.. places], [.. values], cut);
        Prop.ForAll(mutated.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    /// <summary>Payloads are also decoded by themselves, where no frame has been checked before.</summary>
    [Fact]
    public void Random_payloads()
    {
        Gen<byte[]> payloads = Gen.Elements(Fragments).ListOf().Select(f => Encoding.UTF8.GetBytes(string.Concat(f)));
        Prop.ForAll(
                payloads.ToArbitrary(),
                Gen.Elements(OfficialSchemas.Payloads.Values.ToArray()).ToArbitrary(),
                (bytes, payload) =>
                {
                    object? value = payload.Type.Decode(bytes, out PayloadError error);
                    return value is not null || error.Message.Length > 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Numbers_of_any_length()
    {
        string digits = new('9', 100_000);
        string[] numbers = [digits, $"-{digits}", $"0.{digits}", $"1e{digits}", $"1e-{digits}", $"{digits}.5"];
        foreach (string number in numbers)
        {
            // What is too fine for a decimal is taken for what it rounds to, as in JavaScript.
            bool isWholeWhenRounded = number.StartsWith("0.", StringComparison.Ordinal) || number.Contains("e-");
            byte[] integer = Encoding.UTF8.GetBytes($"{{\"transactionId\":{number}}}");
            Actions
                .RemoteStopTransaction.Request.TryDecode(integer, out _, out PayloadError error)
                .ShouldBe(isWholeWhenRounded);
            error.Path.ShouldBe(isWholeWhenRounded ? null : "transactionId");
            Survives(Encoding.UTF8.GetBytes($"[{number},\"a\",{{}}]"));
            Survives(
                Encoding.UTF8.GetBytes(
                    """[2,"a","SetChargingProfile",{"connectorId":1,"csChargingProfiles":{"chargingSchedule":{"minChargingRate":$}}}]""".Replace(
                        "$",
                        number
                    )
                )
            );
        }
    }

    private static IEnumerable<byte[]> ValidFrames()
    {
        var random = new Random(4);
        foreach (Payload payload in OfficialSchemas.Payloads.Values)
        {
            string json = PayloadSamples.Random(payload.Name, payload.Schema, random).ToJsonString();
            string[] parts = payload.Name.Split('.');
            yield return Encoding.UTF8.GetBytes(
                parts[1] == "req" ? $"[2,\"a\",\"{parts[0]}\",{json}]" : $"[3,\"pending\",{json}]"
            );
        }
        yield return [.. "[4,\"pending\",\"NotSupported\",\"description\",{\"a\":[1,2]}]"u8];
    }

    private static byte[] Mutate(byte[] frame, int[] places, byte[] values, bool cut)
    {
        byte[] result = [.. frame];
        for (int i = 0; i < places.Length; i++)
        {
            result[places[i] % result.Length] = values[i];
        }
        return cut && places.Length > 0 ? result[..(places[0] % result.Length)] : result;
    }

    private static bool Survives(byte[] frame)
    {
        foreach (Direction accepts in new[] { Direction.FromCentralSystem, Direction.FromChargePoint })
        {
            var session = new RpcSession(accepts);
            session.CallSent("pending", Actions.SendLocalList, Start, "context");
            var reply = new ArrayBufferWriter<byte>();
            Received received = session.Receive(frame, Start + TimeSpan.FromSeconds(1), reply);
            CheckSane(session, received, reply);
        }
        return true;
    }

    private static void CheckSane(RpcSession session, Received received, ArrayBufferWriter<byte> reply)
    {
        bool isAnswer = received.Kind is ReceivedKind.Result or ReceivedKind.Error or ReceivedKind.BadResult;
        (session.Pending is null).ShouldBe(isAnswer);
        (session.Due == Instant.Never).ShouldBe(isAnswer);
        (received.Call is not null).ShouldBe(isAnswer);
        (received.Payload is not null).ShouldBe(received.Kind is ReceivedKind.Call or ReceivedKind.Result);
        received.Kind.ShouldNotBe(ReceivedKind.Late);
        received.MessageId.ShouldNotBeNull();
        received.ActionName.ShouldNotBeNull();
        (received.Kind is ReceivedKind.RefusedCall).ShouldBe(reply.WrittenCount > 0);
        if (received.Kind is ReceivedKind.RefusedCall)
        {
            using JsonDocument error = JsonDocument.Parse(reply.WrittenMemory);
            error.RootElement.GetArrayLength().ShouldBe(5);
            error.RootElement[1].GetString().ShouldBe(received.MessageId);
            error.RootElement[3].GetString()!.Length.ShouldBeLessThanOrEqualTo(FrameWriter.MaxDescriptionLength);
        }
        session.Expire(Start + TimeSpan.FromMinutes(1));
        session.Pending.ShouldBeNull();
        session.CallSent("next", Actions.Heartbeat, Start, null);
    }
}
