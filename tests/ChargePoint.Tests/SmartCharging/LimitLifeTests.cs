using Ocpp;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>
/// Days of a charge point with three EVSEs whose CSMS installs and clears any profiles at any time, while drivers come and go, cars fill, power
/// fails and the clock is set: at no instant does more flow than the brute-force model of the limits allows.
/// </summary>
public sealed class LimitLifeTests
{
    private static readonly EvseSettings[] Evses =
    [
        new EvseSettings { Id = 1 },
        new EvseSettings
        {
            Id = 2,
            Phases = 1,
            MaxPowerW = 7_360,
            Cable = CableKind.Fixed,
        },
        new EvseSettings
        {
            Id = 3,
            CurrentType = CurrentType.DC,
            MaxPowerW = 50_000,
            VoltageV = 400,
            Cable = CableKind.Fixed,
        },
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_limit_is_ever_exceeded(int seed)
    {
        for (int life = 0; life < 3; life++)
        {
            new Life((ulong)((seed * 3) + life)).Live();
        }
    }

    private sealed class Life
    {
        private const int Acts = 90;
        private readonly ChargePointBench _bench;
        private RandomStream _random;
        private Instant _checked;

        // What has held since the last step, and must have held until this one.
        private ChargePointSnapshot _held;
        private IReadOnlyList<InstalledProfile> _profiles = [];
        private IReadOnlyList<DurableTransaction> _transactions = [];

        public Life(ulong seed)
        {
            _random = RandomStream.For(seed, "life", "limits");
            bool switches = _random.NextBoolean(0.3);
            _bench = new(
                new()
                {
                    Id = "CP001",
                    Seed = seed,
                    Evses = Evses,
                    Quirks = _random.NextBoolean(0.3) ? [Quirk.ExpiredTxProfileRevealsTxDefault] : [],
                    Configuration = new Dictionary<string, string>
                    {
                        ["ConnectorSwitch3to1PhaseSupported"] = switches ? "true" : "false",
                        ["MeterValueSampleInterval"] = "0",
                    },
                }
            );
            _held = _bench.ChargePoint.Snapshot;
            _checked = _bench.Now;
            _bench.Stepped = Check;
            _bench.PowerOn();
        }

        public void Live()
        {
            for (int i = 0; i < Acts; i++)
            {
                Act();
                _bench.WaitSeconds(Math.Pow(10, _random.NextDouble(-2, 3)));
            }
        }

        private void Act()
        {
            int evse = 1 + _random.NextInt32(Evses.Length);
            switch (_random.NextInt32(16))
            {
                case 0 or 1 or 2:
                    VehicleSettings car = new()
                    {
                        Id = "EV",
                        SocPercent = _random.NextDouble(5, 99),
                        BatteryWh = 20_000,
                        MaxAcPowerW = _random.NextInt32(23_000),
                        Phases = 1 + _random.NextInt32(3),
                    };
                    _bench.Do(new PlugIn(evse, car));
                    _bench.Do(new PresentTag(evse, "TAG"));
                    break;
                case 3:
                    _bench.Do(new PresentTag(evse, "TAG"));
                    _bench.Do(new Unplug(evse, UnplugSide.Ev));
                    break;
                case 4:
                    _bench.Do(
                        new SetStatus(
                            evse,
                            Any(ChargePointStatus.SuspendedEV, ChargePointStatus.Charging),
                            default,
                            null
                        )
                    );
                    break;
                case 5:
                    _bench.Csms.ClockOffset = TimeSpan.FromMinutes(_random.NextInt32(120) - 60);
                    _bench.GoOffline().Do(new PowerOff(TimeSpan.Zero));
                    _bench.GoOnline().PowerOn();
                    break;
                case 6:
                    _bench.Do(new PowerLost());
                    _bench.WaitSeconds(3).PowerOn();
                    break;
                case 7:
                    _bench.Kill().PowerOn();
                    break;
                case 8:
                    _bench.Clear(_random.NextBoolean(0.2) ? new { } : new { stackLevel = _random.NextInt32(3) });
                    break;
                default:
                    _bench.TrySet(_random.NextInt32(4), RandomProfile.Next(ref _random, _bench.Now));
                    break;
            }
        }

        private void Check()
        {
            Instant now = _bench.Now;
            // Between two steps power is constant, but a limit may not be.
            for (int i = 0; i <= 8 && _checked < now; i++)
            {
                long ticks = (now - _checked).Ticks;
                CheckAt(new(_checked.Ticks + Math.Min(ticks - 1, ticks * i / 8)));
            }
            Remember();
            CheckAt(now);
            foreach (EvseSnapshot evse in _held.Evses)
            {
                (evse.PowerW > 0).ShouldBe(_held.PoweredOn && evse.Status == ChargePointStatus.Charging, $"{evse}");
            }
        }

        private void Remember()
        {
            _checked = _bench.Now;
            _held = _bench.ChargePoint.Snapshot;
            _profiles = _held.SmartCharging?.Profiles ?? [];
            _transactions = _bench.ChargePoint.Durable.Transactions;
        }

        private void CheckAt(Instant at)
        {
            DateTimeOffset clock = at.ToUtc() + _held.ClockOffset;
            bool reveals = _bench.Settings.Quirks.Count > 0;
            BruteForce model = new(_profiles, 230, reveals);
            foreach (EvseSnapshot evse in _held.Evses.Where(evse => evse.PowerW > 0))
            {
                EvseSettings settings = Evses[evse.Id - 1];
                DurableTransaction transaction = _transactions.Last(it => it.ConnectorId == evse.Id);
                DateTimeOffset began = transaction.Began!.Value + _held.ClockOffset;
                (decimal watts, int phases, _) = model.Connector(evse.Id, settings, began, clock, clock);
                ((decimal)evse.PowerW).ShouldBeLessThanOrEqualTo(watts + 0.001m, Told(evse, clock));
                if (settings.CurrentType == CurrentType.AC)
                {
                    ((decimal)evse.CurrentA).ShouldBeLessThanOrEqualTo(
                        watts / (230 * phases) + 0.001m,
                        Told(evse, clock)
                    );
                }
            }
            CheckSum(clock, reveals);
        }

        // As if the connection to the grid were one EVSE.
        private void CheckSum(DateTimeOffset clock, bool reveals)
        {
            InstalledProfile[] max =
            [
                .. _profiles.Where(it => it.Purpose == ChargingProfilePurposeType.ChargePointMaxProfile),
            ];
            EvseSettings grid = new() { Id = 1, MaxPowerW = 10_000_000 };
            decimal most = new BruteForce(max, 230, reveals).Connector(1, grid, null, clock, clock).Watts;
            ((decimal)_held.Evses.Sum(evse => evse.PowerW)).ShouldBeLessThanOrEqualTo(most + 0.001m, $"at {clock}");
        }

        private static string Told(EvseSnapshot evse, DateTimeOffset clock) => $"{evse} at {clock:O}";

        private T Any<T>(params T[] items) => items[_random.NextInt32(items.Length)];
    }
}
