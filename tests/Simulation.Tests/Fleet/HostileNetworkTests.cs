using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;
using Simulation.Transfers;
using Simulation.Transport;
using TestKit;
using TestKit.Hostile;

namespace Simulation.Tests.Fleet;

/// <summary>
/// Whole chargers in virtual time under a CSMS that sends what it likes, answers wrongly and hangs up: the simulator's own part of each (log,
/// link, queue of held frames) bears it as well, and all are registered again once the CSMS behaves.
/// </summary>
public sealed class HostileNetworkTests
{
    private const int Chargers = 4;
    private static readonly TimeSpan Siege = TimeSpan.FromHours(3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chargers_outlive_a_hostile_csms(int seed)
    {
        var time = new VirtualTimeLoop(ChargePointBench.Start);
        var csms = new HostileCsms(time, (ulong)seed);
        using var fleet = new Disposed(
            time,
            new Simulation.Fleet(
                new FleetOptions
                {
                    VirtualTime = time,
                    Links = new InMemoryNetwork(time, csms, TimeSpan.FromMilliseconds(1)),
                    Transfers = new InMemoryTransfers(time, TimeSpan.FromSeconds(5)),
                    Loops = 1,
                    Seed = (ulong)seed,
                    LogMemoryMb = 1,
                },
                new NullStore()
            )
        );
        List<SimulatedCharger> chargers = [];
        for (var i = 0; i < Chargers; i++)
        {
            chargers.Add(fleet.It.Add(VirtualFleet.Definition($"CP{i}"), null));
            chargers[^1].Start();
        }

        time.Advance(Siege);
        csms.Received.ShouldBeGreaterThan(500);
        csms.Hostile = false;
        // A stop and a start end whatever wait the CSMS has imposed.
        foreach (var charger in chargers)
        {
            charger.Failure.ShouldBeNull();
            charger.Log.AllocatedBytes.ShouldBeLessThanOrEqualTo(1024 * 1024 / Chargers);
            charger.Log.Read(int.MaxValue).ShouldNotBeEmpty();
            time.Await(charger.StopAsync(TimeSpan.FromSeconds(5)), TimeSpan.FromMinutes(10));
            charger.Start();
        }
        time.RunUntil(
                () => chargers.TrueForAll(charger => charger.Snapshot.Registration == RegistrationStatus.Accepted),
                TimeSpan.FromMinutes(20)
            )
            .ShouldBeTrue();
        fleet.It.Counters.ChargersFailed.ShouldBe(0);
    }

    private sealed record Disposed(VirtualTimeLoop Time, Simulation.Fleet It) : IDisposable
    {
        public void Dispose()
        {
            var disposed = It.DisposeAsync().AsTask();
            Time.RunUntil(() => disposed.IsCompleted, TimeSpan.FromMinutes(1));
        }
    }

    private sealed class HostileCsms(VirtualTimeLoop time, ulong seed) : IInMemoryCsms
    {
        private static readonly OcppAction[] Callable =
        [
            .. OcppAction.All.Where(action => action.Direction.HasFlag(Direction.FromCentralSystem)),
        ];
        private readonly Dice _dice = new(seed, "network");
        private readonly ScriptedCsms _correct = new();
        private readonly Knowledge _knowledge = new() { Connectors = 2 };
        private int _calls;

        public bool Hostile { get; set; } = true;

        public int Received { get; private set; }

        public InMemoryAnswer Connect(
            LinkRequest request,
            Instant now,
            Action<ReadOnlyMemory<byte>> send,
            Action<string> close
        )
        {
            if (Hostile && _dice.Chance(0.1))
            {
                return new InMemoryAnswer(null, "HTTP 503: no.");
            }
            var connection = new Connection(this, send, close);
            Attack(connection);
            return new InMemoryAnswer(connection, null);
        }

        private void Attack(Connection connection) =>
            time.Schedule(
                time.Now + TimeSpan.FromSeconds(_dice.Between(0, 20)),
                () =>
                {
                    if (connection.IsOpen && Hostile)
                    {
                        if (_dice.Chance(0.02))
                        {
                            connection.Close();
                            return;
                        }
                        connection.Send(AnyFrame());
                        Attack(connection);
                    }
                }
            );

        private byte[] AnyFrame()
        {
            if (_dice.Chance(0.1))
            {
                return _dice.Bytes(_dice.Below(2_000));
            }
            _knowledge.Now = time.Now;
            var action = _dice.Any(Callable);
            JsonArray call =
            [
                2,
                $"csms-{++_calls}",
                action.Name,
                new ValidPayloads(_dice, _knowledge).Make(action.Request),
            ];
            return _dice.Chance(0.5)
                ? new FrameMutator(_dice).Mutate(call)
                : Encoding.UTF8.GetBytes(call.ToJsonString());
        }

        private void Take(Connection connection, ReadOnlyMemory<byte> utf8, Instant now)
        {
            Received++;
            FrameReader.TryRead(utf8, out var frame, out var problem).ShouldBeTrue(problem);
            if (frame.Type != MessageType.Call)
            {
                return;
            }
            frame.KnownAction.ShouldNotBeNull();
            frame.KnownAction.Request.Decode(frame.Payload.Span, out var error).ShouldNotBeNull(error.ToString());
            var payload = JsonNode.Parse(frame.Payload.Span)!.AsObject();
            var sent = new SentFrame(now, MessageType.Call, frame.MessageId, frame.Action, payload, "");
            var answer = Encoding.UTF8.GetBytes(_correct.Answer(sent, now).ToFrame(frame.MessageId)!);
            switch (Hostile ? _dice.Below(10) : 9)
            {
                case 0:
                    break;
                case 1:
                    connection.Send(new FrameMutator(_dice).Mutate(JsonNode.Parse(answer)!.AsArray()));
                    break;
                case 2:
                    connection.Send(answer);
                    connection.Send(answer);
                    break;
                default:
                    connection.Send(answer);
                    break;
            }
        }

        private sealed class Connection(HostileCsms csms, Action<ReadOnlyMemory<byte>> send, Action<string> close)
            : IInMemoryConnection
        {
            public bool IsOpen { get; private set; } = true;

            public void Send(byte[] frame) => send(frame);

            public void Close()
            {
                IsOpen = false;
                close("enough");
            }

            public void Receive(ReadOnlyMemory<byte> utf8, Instant now) => csms.Take(this, utf8, now);

            public void Disconnected(Instant now) => IsOpen = false;
        }
    }
}
