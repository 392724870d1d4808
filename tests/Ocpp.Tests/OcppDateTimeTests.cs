using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp.V16;

namespace Ocpp.Tests;

public class OcppDateTimeTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0000000")]
    [InlineData("2026-01-31t12:00:00z", "2026-01-31T12:00:00.0000000")]
    [InlineData("2026-01-31 12:00:00Z", "2026-01-31T12:00:00.0000000")]
    [InlineData("2026-01-31T12:00:00", "2026-01-31T12:00:00.0000000")]
    [InlineData("2026-01-31T12:00:00.5", "2026-01-31T12:00:00.5000000")]
    [InlineData("2026-01-31T12:00:00.1234567+00:00", "2026-01-31T12:00:00.1234567")]
    [InlineData("2026-01-31T12:00:00.123456789123Z", "2026-01-31T12:00:00.1234567")]
    [InlineData("2026-01-31T12:00:00,25Z", "2026-01-31T12:00:00.2500000")]
    [InlineData("2026-01-31T00:30:00+01:00", "2026-01-30T23:30:00.0000000")]
    [InlineData("2026-01-31T00:30:00+0100", "2026-01-30T23:30:00.0000000")]
    [InlineData("2026-01-31T00:30:00+01", "2026-01-30T23:30:00.0000000")]
    [InlineData("2026-01-31T00:30:00-05:45", "2026-01-31T06:15:00.0000000")]
    [InlineData("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    public void Times_seen_in_the_field_are_read(string text, string utc)
    {
        OcppDateTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset value).ShouldBeTrue();
        value.Offset.ShouldBe(TimeSpan.Zero);
        value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff").ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:00")]
    [InlineData("2026-01-31T12:00Z")]
    [InlineData("2026-01-31T12:00:00.Z")]
    [InlineData("2026-01-31T12:00:00 Z")]
    [InlineData("2026-01-31T12:00:00ZZ")]
    [InlineData("2026-01-31T12:00:00+1")]
    [InlineData("2026-01-31T12:00:00+1:00")]
    [InlineData("2026-01-31T12:00:00+24:00")]
    [InlineData("2026-01-31T12:00:00+00:60")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-01-31T12:60:00Z")]
    [InlineData("2026-01-31T12:00:61Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-00-01T12:00:00Z")]
    [InlineData("2026-04-31T12:00:00Z")]
    [InlineData("2026-04-00T12:00:00Z")]
    [InlineData("2025-02-29T12:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("+026-01-31T12:00:00Z")]
    [InlineData("２026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00.000000000000000000000000000000000000000000000000000Z")]
    public void What_is_no_time_is_refused(string text) =>
        OcppDateTime.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void What_is_written_is_read_back_to_the_millisecond()
    {
        Prop.ForAll(
                ArbMap.Default.ArbFor<long>(),
                seed =>
                {
                    long range = DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond;
                    long ticks = (long)((ulong)seed % (ulong)range) * TimeSpan.TicksPerMillisecond;
                    var value = new DateTimeOffset(ticks, TimeSpan.Zero);
                    byte[] text = new byte[32];
                    int length = OcppDateTime.Format(text, value.AddTicks(1234));
                    return OcppDateTime.TryParse(text.AsSpan(0, length), out DateTimeOffset read) && read == value;
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
