using System.Buffers;
using System.Text;
using System.Text.Json;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>Frames as they are on the wire.</summary>
public class FrameTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    private string Written => Encoding.UTF8.GetString(_output.WrittenSpan);

    [Fact]
    public void A_call_is_written_as_the_specification_shows_it()
    {
        var request = new BootNotificationRequest { ChargePointVendor = "V", ChargePointModel = "M" };
        FrameWriter.WriteCall(_output, "a1", Actions.BootNotification, request);
        Written.ShouldBe("""[2,"a1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""");
        _output.ResetWrittenCount();
        FrameWriter.WriteCall(_output, "a1", (OcppAction)Actions.BootNotification, request);
        Written.ShouldBe("""[2,"a1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""");
    }

    [Fact]
    public void A_result_is_written_as_the_specification_shows_it()
    {
        var response = new BootNotificationResponse
        {
            Status = RegistrationStatus.Accepted,
            CurrentTime = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)),
            Interval = 300,
        };
        FrameWriter.WriteResult(_output, "a1", Actions.BootNotification, response);
        Written.ShouldBe("""[3,"a1",{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}]""");
        _output.ResetWrittenCount();
        FrameWriter.WriteResult(_output, "a1", (OcppAction)Actions.BootNotification, response);
        Written.ShouldBe("""[3,"a1",{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}]""");
    }

    [Fact]
    public void An_empty_payload_is_written_as_an_empty_object()
    {
        FrameWriter.WriteCall(_output, "a1", Actions.Heartbeat, new HeartbeatRequest());
        Written.ShouldBe("""[2,"a1","Heartbeat",{}]""");
    }

    [Fact]
    public void An_error_has_five_elements_and_a_description_of_at_most_255_characters()
    {
        FrameWriter.WriteError(_output, "a1", RpcErrorCode.OccurenceConstraintViolation, "");
        Written.ShouldBe("""[4,"a1","OccurenceConstraintViolation","",{}]""");
        _output.ResetWrittenCount();
        FrameWriter.WriteError(_output, "a1", RpcErrorCode.GenericError, new string('x', 254) + "😀y");
        JsonDocument.Parse(Written).RootElement[3].GetString().ShouldBe(new string('x', 254));
    }

    [Fact]
    public void A_payload_that_is_json_already_is_written_as_it_is()
    {
        FrameWriter.WriteRawCall(_output, "a1", "Future", """{"a": 1}"""u8);
        Written.ShouldBe("""[2,"a1","Future",{"a": 1}]""");
        _output.ResetWrittenCount();
        FrameWriter.WriteRawResult(_output, "a1", "{}"u8);
        Written.ShouldBe("""[3,"a1",{}]""");
    }

    [Fact]
    public void Readings_are_written_in_wire_names_and_without_needless_escapes()
    {
        FrameWriter.WriteCall(
            _output,
            "m",
            Actions.MeterValues,
            new MeterValuesRequest
            {
                ConnectorId = 1,
                MeterValue =
                [
                    new MeterValue
                    {
                        Timestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 250, TimeSpan.Zero),
                        SampledValue =
                        [
                            new SampledValue
                            {
                                Value = "+1 é",
                                Context = ReadingContext.SamplePeriodic,
                                Measurand = Measurand.EnergyActiveImportRegister,
                                Phase = Phase.L1N,
                                Unit = UnitOfMeasure.Celcius,
                            },
                        ],
                    },
                ],
            }
        );
        Written.ShouldBe(
            """[2,"m","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-01-01T00:00:00.250Z","sampledValue":[{"value":"+1 é","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","phase":"L1-N","unit":"Celcius"}]}]}]"""
        );
    }

    [Fact]
    public void Limits_are_written_and_read_with_one_digit_after_the_point()
    {
        var period = new ChargingSchedulePeriod { StartPeriod = 0, Limit = 16.0499m };
        var schedule = new ChargingSchedule
        {
            ChargingRateUnit = ChargingRateUnitType.A,
            ChargingSchedulePeriod = [period],
        };
        var response = new GetCompositeScheduleResponse
        {
            Status = GetCompositeScheduleStatus.Accepted,
            ChargingSchedule = schedule,
        };
        Actions.GetCompositeSchedule.Response.Write(_output, response);
        Written.ShouldContain("\"limit\":16.0}");
        byte[] drifted = Encoding.UTF8.GetBytes(Written.Replace("16.0", "16.099999999999998"));
        Actions.GetCompositeSchedule.Response.TryDecode(drifted, out var decoded, out _).ShouldBeTrue();
        decoded!.ChargingSchedule!.ChargingSchedulePeriod[0].Limit.ShouldBe(16.1m);
    }

    [Fact]
    public void A_frame_is_taken_apart_without_copying_the_payload()
    {
        byte[] utf8 = [.. """ [ 2 , "id" , "Heartbeat" , { "x" : [1] } ] """u8];
        FrameReader.TryRead(utf8, out Frame frame, out string problem).ShouldBeTrue();
        problem.ShouldBeEmpty();
        frame.MessageId.ShouldBe("id");
        frame.KnownAction.ShouldBe(Actions.Heartbeat);
        frame.Flaw.ShouldBeNull();
        Encoding.UTF8.GetString(frame.Payload.Span).ShouldBe("""{ "x" : [1] }""");
        frame.Payload.Span.Overlaps(utf8).ShouldBeTrue();
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_written_as_a_replacement_character()
    {
        FrameWriter.WriteCall(_output, "a", Actions.DataTransfer, new DataTransferRequest { VendorId = "v\ud800" });
        JsonDocument.Parse(Written).RootElement[3].GetProperty("vendorId").GetString().ShouldBe("v\ufffd");
    }

    [Fact]
    public void Writing_to_two_buffers_in_turn_does_not_mix_them()
    {
        var other = new ArrayBufferWriter<byte>();
        FrameWriter.WriteRawResult(_output, "a", "{}"u8);
        FrameWriter.WriteRawResult(other, "b", "{}"u8);
        FrameWriter.WriteRawResult(_output, "c", "{}"u8);
        Written.ShouldBe("""[3,"a",{}][3,"c",{}]""");
        Encoding.UTF8.GetString(other.WrittenSpan).ShouldBe("""[3,"b",{}]""");
    }
}
